import type { ActualBars } from '@sekisho/enforcer';
import type { Restriction } from '@sekisho/ledger';
import type { Status } from '../control/operations.ts';
import type { Language } from '../terminal/language.ts';
import { localTime } from '../terminal/local-time.ts';
import { printable } from '../terminal/printable.ts';
import { type Column, table } from '../terminal/table.ts';
import { type StatusTexts, statusTexts } from './texts.ts';

/** An installation as an operator reads it. */
export function statusReport(status: Status, language: Language): string {
  const texts = statusTexts(language);
  const { process, records, alerts, holds } = status;
  const newest = records.newestAt === null ? null : localTime(records.newestAt);
  const lines = [
    process === null ? texts.notRunning : texts.running(process.pid, localTime(process.startedAt)),
    ...problemLines(status, texts),
    ...holds.map(({ service, since, by, reason }) =>
      texts.hold(service, localTime(since), by, reason),
    ),
    ...(process === null ? [] : [enforcementLine(process, texts)]),
    texts.records(records.stored, records.waiting, newest),
    texts.alerts(alerts.open, alerts.openedInADay),
    texts.restrictions(countsOf(status, texts)),
    ...(process === null ? [] : ruleLines(process, texts)),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

/** Restrictions in a table, the newest first, beside what the switch says. */
export function barsReport(
  restrictions: readonly Restriction[],
  actual: ActualBars,
  language: Language,
): string {
  const texts = statusTexts(language);
  const known = new Set(restrictions.map(({ restrictionId }) => restrictionId));
  const unknown = actual.held.filter(({ key }) => !known.has(key));
  const lines = [
    restrictions.length === 0 ? texts.none : table(columnsOf(texts, actual), restrictions),
    ...(actual.problem === null ? [] : [printable(texts.notAsked(actual.target, actual.problem))]),
    ...unknown.map(({ key, until }) => printable(texts.unknownBar(key, localTime(until)))),
  ];
  return `${lines.join('\n')}\n`;
}

function columnsOf(
  { columns, states, held }: StatusTexts,
  actual: ActualBars,
): Column<Restriction>[] {
  const column = (title: string, value: (row: Restriction) => string): Column<Restriction> => ({
    title,
    align: 'left',
    value,
  });
  const keys = new Set(actual.held.map(({ key }) => key));
  const heldOf = (id: string) =>
    actual.problem === null ? held[keys.has(id) ? 'yes' : 'no'] : '?';
  return [
    column(columns.id, ({ restrictionId }) => restrictionId),
    column(columns.state, ({ state }) => states[state] ?? state),
    column(columns.actual, ({ restrictionId }) => heldOf(restrictionId)),
    column(columns.subscriber, ({ subscriber, service }) => `${subscriber} (${service})`),
    column(columns.since, ({ at }) => localTime(at)),
    column(columns.until, ({ until }) => localTime(until)),
    column(columns.why, whyOf),
  ];
}

function whyOf({ reason, rules, decidedBy, problem }: Restriction): string {
  const by = decidedBy === 'auto' ? '' : ` (${decidedBy})`;
  const trouble = problem === null ? '' : ` ! ${problem}`;
  return `${reason}${by}: ${rules.join(', ')}${trouble}`;
}

function problemLines({ process, ledgerProblem }: Status, texts: StatusTexts): string[] {
  const ledger = ledgerProblem === null ? {} : { ledger: ledgerProblem };
  return Object.entries({ ...process?.problems, ...ledger }).map(([check, problem]) =>
    texts.problem(check, problem),
  );
}

function enforcementLine(
  { enforced, target }: NonNullable<Status['process']>,
  texts: StatusTexts,
): string {
  if (enforced.length === 0) return texts.shadow(target);
  const services = enforced.join(', ');
  return target === 'dry-run' ? texts.dryRun(services) : texts.enforced(services, target);
}

function ruleLines(
  { rules, candidateRules }: NonNullable<Status['process']>,
  texts: StatusTexts,
): string[] {
  const candidate = candidateRules === null ? [] : [texts.candidate(candidateRules)];
  return [texts.rules(rules), ...candidate];
}

function countsOf({ restrictions }: Status, { states, none }: StatusTexts): string {
  const counts = Object.entries(restrictions).map(
    ([state, count]) => `${states[state] ?? state} ${count}`,
  );
  return counts.length === 0 ? none : counts.join(', ');
}
