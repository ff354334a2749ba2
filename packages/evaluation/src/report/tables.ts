import type { Evaluation } from '../evaluation.ts';
import type { FrontierPoint } from '../frontier.ts';
import type { CaseKindSummary, DestinationSummary } from '../summary/destination-summary.ts';
import type { CaseCount, KindRate } from '../summary/false-rates.ts';
import type { ShapeSummary } from '../summary/shape-summary.ts';
import type { Summary } from '../summary/summary.ts';
import { ASK_COLUMNS, DELAY_COLUMNS, RESTRICT_COLUMNS } from './detector-columns.ts';
import { duration, percent, percentWithin, rateWithin, whole, yen } from './format.ts';
import { type Column, type ReportTable, reportTable } from './report-table.ts';

/**
 * All tables of an evaluation, the most telling first; none without rows.
 * @param stopsOnly of the same traffic as switches tell it that send stops alone
 */
export function tablesOf(
  { summaries, frontier }: Evaluation,
  stopsOnly?: Evaluation,
): ReportTable[] {
  const compared = summaries.filter(({ role }) => role !== 'ablation');
  const ablated = summaries.filter(({ role }) => role === 'detector' || role === 'ablation');
  const [first] = summaries;
  if (first === undefined) return [];
  const tables = [
    reportTable('Restrictions', RESTRICT_NOTE, RESTRICT_COLUMNS, compared),
    reportTable('Before the restriction', DELAY_NOTE, DELAY_COLUMNS, compared),
    reportTable('Asking a person', ASK_NOTE, ASK_COLUMNS, compared),
    ...(stopsOnly === undefined ? [] : stopsOnlyTables(stopsOnly)),
    reportTable('Destination cases', DESTINATION_NOTE, DESTINATION_COLUMNS, withCases(compared)),
    reportTable(
      'What destination cases were about',
      KINDS_NOTE,
      CASE_KIND_COLUMNS,
      caseKinds(compared),
    ),
    reportTable('By shape of attack', '', SHAPE_COLUMNS, first.shapes),
    reportTable('Averted by shape', '', avertedColumns(compared), shapesToCompare(compared)),
    reportTable('Deceived subscribers', DECEIVED_NOTE, SHAPE_COLUMNS, first.deceived),
    reportTable('Lawful cases', CASE_NOTE, CASE_COLUMNS, first.cases),
    reportTable('By kind of subscriber', '', KIND_COLUMNS, first.kinds),
    reportTable('Score to restrict at', FRONTIER_NOTE, FRONTIER_COLUMNS, thinned(frontier)),
    reportTable('Without a part of it', '', RESTRICT_COLUMNS, isMany(ablated)),
  ];
  return tables.filter(({ rows }) => rows.length > 0);
}

function stopsOnlyTables({ summaries }: Evaluation): ReportTable[] {
  const compared = summaries.filter(({ role }) => role !== 'ablation');
  return [
    reportTable(`Restrictions, ${STOPS_ONLY}`, STOPS_NOTE, RESTRICT_COLUMNS, compared),
    reportTable(`Before the restriction, ${STOPS_ONLY}`, DELAY_NOTE, DELAY_COLUMNS, compared),
  ];
}

const STOPS_ONLY = 'with stop records only';
const STOPS_NOTE =
  'The same calls, start and interim records left out: many switches write of a call when it has ended, and nothing before. Which records are lost or late on the way is drawn anew.';
const RESTRICT_NOTE =
  'In brackets the 95 % interval. Averted is what calls begun after the restriction would have cost.';
const DELAY_NOTE =
  'Medians over the victims that were restricted, from the first leg of the attack abroad.';
const ASK_NOTE = 'A warning asks a person and closes nothing.';
const DECEIVED_NOTE = 'They place the calls themselves, so they are no part of recall.';
const CASE_NOTE =
  'Decisions on subscribers that no attack touched, by what they were lawfully doing that day.';
const FRONTIER_NOTE = 'What restricting at a score and above would have come to.';
const MOST_POINTS = 20;

const DESTINATION_NOTE =
  'Of the ranges that an attack had several subscribers call (three or more), and of the attacks that did so, how many people were asked to decide on as attacked; time from the first call of the third subscriber. They restrict nobody.';
const KINDS_NOTE =
  'An attacked case about lawful callers is wrong; a hotline of them is what it is for. About an attack or deceived subscribers is a case that three or more of those belong to.';

interface DestinationRow {
  detector: string;
  destinations: DestinationSummary;
}

const DESTINATION_COLUMNS: readonly Column<DestinationRow>[] = [
  ['detector', ({ detector }) => detector],
  ['ranges', ({ destinations }) => whole(destinations.ranges.count)],
  ['with a case', ({ destinations }) => percentWithin(destinations.ranges.found)],
  ['time', ({ destinations }) => duration(destinations.ranges.seconds?.median)],
  ['attacks', ({ destinations }) => whole(destinations.attacks.count)],
  ['with a case', ({ destinations }) => percentWithin(destinations.attacks.found)],
  ['time', ({ destinations }) => duration(destinations.attacks.seconds?.median)],
];

const CASE_KIND_COLUMNS: readonly Column<CaseKindSummary & { detector: string }>[] = [
  ['detector', ({ detector }) => detector],
  ['kind', ({ kind }) => kind],
  ['about an attack', ({ cases }) => whole(cases.attack)],
  ['about deceived', ({ cases }) => whole(cases.deceived)],
  ['about lawful', ({ cases }) => whole(cases.lawful)],
  ['lawful per 100 days', ({ lawfulPer100Days }) => rateWithin(lawfulPer100Days)],
];

function withCases(summaries: readonly Summary[]): DestinationRow[] {
  return summaries.flatMap(({ detector, destinations }) =>
    destinations === null ? [] : [{ detector, destinations }],
  );
}

function caseKinds(summaries: readonly Summary[]): (CaseKindSummary & { detector: string })[] {
  return withCases(summaries).flatMap(({ detector, destinations }) =>
    destinations.kinds.map((kind) => ({ detector, ...kind })),
  );
}

const SHAPE_COLUMNS: readonly Column<ShapeSummary>[] = [
  ['shape', ({ shape }) => shape],
  ['attacks', ({ attacks }) => whole(attacks)],
  ['victims', ({ victims }) => whole(victims)],
  ['restricted', ({ recall }) => percentWithin(recall)],
  ['or asked', ({ askRecall }) => percent(askRecall?.value ?? null)],
  ['cost', ({ costYen }) => yen(costYen)],
  ['averted', ({ averted }) => percent(averted)],
  ['with teardown', ({ teardown }) => percent(teardown)],
  ['time', ({ delay }) => duration(delay.seconds?.median)],
  ['calls', ({ delay }) => whole(delay.calls?.median)],
  ['yen', ({ delay }) => yen(delay.yen?.median)],
];

const CASE_COLUMNS: readonly Column<CaseCount>[] = [
  ['case', (row) => row.case],
  ['cases', ({ cases }) => whole(cases)],
  ['restrictions', ({ restrict }) => whole(restrict)],
  ['asked', ({ ask }) => whole(ask)],
];

const KIND_COLUMNS: readonly Column<KindRate>[] = [
  ['kind', ({ kind }) => kind],
  ['subscriber-days', ({ subscriberDays }) => whole(subscriberDays)],
  ['false restrictions', ({ restrict }) => whole(restrict.count)],
  ['per 100,000 days', ({ restrict }) => rateWithin(restrict.per100kDays)],
  ['false asks', ({ ask }) => whole(ask.count)],
  ['per 100,000 days', ({ ask }) => rateWithin(ask.per100kDays)],
];

const FRONTIER_COLUMNS: readonly Column<FrontierPoint>[] = [
  ['score', ({ threshold }) => String(threshold)],
  ['recall of victims', ({ recall }) => percent(recall)],
  ['recall, mean of shapes', ({ recallOverShapes }) => percent(recallOverShapes)],
  ['averted, mean of shapes', ({ avertedOverShapes }) => percent(avertedOverShapes)],
  ['false per 100,000 days', ({ falsePer100kDays }) => falsePer100kDays.toFixed(1)],
  ['median time', ({ medianSeconds }) => duration(medianSeconds)],
];

function avertedColumns(summaries: readonly Summary[]): Column<string>[] {
  const columns = summaries.map(({ detector, shapes }): Column<string> => {
    const averted = new Map(shapes.map((one) => [one.shape, one.averted]));
    return [detector, (shape) => percent(averted.get(shape) ?? null)];
  });
  return [['shape', (shape) => shape], ...columns];
}

function shapesToCompare(summaries: readonly Summary[]): string[] {
  return isMany(summaries).length === 0 ? [] : summaries[0]!.shapes.map(({ shape }) => shape);
}

function thinned(points: readonly FrontierPoint[]): FrontierPoint[] {
  const step = Math.max(1, Math.ceil(points.length / MOST_POINTS));
  return points.filter((_, i) => i % step === 0 || i === points.length - 1);
}

/** The detector alone is no comparison. */
function isMany<Row>(rows: readonly Row[]): readonly Row[] {
  return rows.length > 1 ? rows : [];
}
