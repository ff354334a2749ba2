import { formatTime } from '@sekisho/cdr';
import type { Engine } from '@sekisho/clickhouse';
import { createBacktest, readStored, type Span } from '@sekisho/detector';
import type { Directory } from '@sekisho/ledger';
import type { Numbering } from '@sekisho/numbering';
import { loadAddressCountries } from '@sekisho/reference';
import type { RuleSet } from '@sekisho/rules';
import { CallCosts } from './call-costs.ts';
import { compare, type SubscriberLine } from './compare.ts';
import { DecisionLog } from './decision-log.ts';
import { type Figures, figuresOf } from './figures.ts';
import { readJudgedAlerts } from './judged-alerts.ts';

export interface BacktestRequest {
  engine: Engine;
  numbering: Numbering;
  directory: Directory;
  candidate: RuleSet;
  inForce: RuleSet;
  span: Span;
  onProgress(records: number): void;
}

/** `backtest.json`. */
export interface BacktestSummary {
  since: string;
  until: string;
  /** Stored records of that time; those before it, which only told what is usual, not counted. */
  records: number;
  /** From the first of them to the last. */
  days: number;
  /** Alerts of that time that a person has judged. */
  judged: { notOurs: number; ours: number };
  candidate: Figures;
  inForce: Figures;
  /** Subscribers whom only the candidate bars, only the rules in force, or both. */
  newAlarms: number;
  noLonger: number;
  both: { subscribers: number; earlier: number; later: number };
}

export interface BacktestResult {
  summary: BacktestSummary;
  subscribers: SubscriberLine[];
}

const DAY = 86_400_000;
/** What was usual is learned from so much before the span. */
const WARM_UP = 30 * DAY;

/** Runs both rule sets over what is stored, and holds them against each other. */
export async function runBacktest(request: BacktestRequest): Promise<BacktestResult> {
  const { engine, numbering, directory, span, onProgress } = request;
  const candidate = new DecisionLog(request.candidate.version, span.from);
  const inForce = new DecisionLog(request.inForce.version, span.from);
  const costs = new CallCosts();
  const backtest = createBacktest({
    numbering,
    directory,
    addressCountry: loadAddressCountries(),
    tried: [
      { ruleSet: request.candidate, onVersion: (version) => candidate.take(version) },
      { ruleSet: request.inForce, onVersion: (version) => inForce.take(version) },
    ],
    onRecord: (record) => costs.take(record),
  });
  const seen = { records: 0, first: span.until, last: span.from };
  let read = 0;
  for await (const block of readStored(engine, { ...span, from: span.from - WARM_UP })) {
    for (const record of block) {
      note(seen, Number(record.at), span.from);
      backtest.take(record);
    }
    read += block.length;
    onProgress(read);
  }
  backtest.finish();
  const judged = await readJudgedAlerts(engine, span);
  const days = Math.max(1, (seen.last - seen.first) / DAY);
  const parts = { costs, judged, days };
  const subscribers = compare({ candidate, inForce, costs, judged });
  const figures = {
    candidate: figuresOf(candidate, parts),
    inForce: figuresOf(inForce, parts),
  };
  const notOurs = judged.filter(({ verdict }) => verdict === 'not-ours').length;
  return {
    subscribers,
    summary: {
      since: formatTime(span.from),
      until: formatTime(span.until),
      records: seen.records,
      days: Math.round(days * 10) / 10,
      judged: { notOurs, ours: judged.length - notOurs },
      ...figures,
      ...changes(subscribers),
    },
  };
}

function note(seen: { records: number; first: number; last: number }, at: number, since: number) {
  if (at < since) return;
  seen.records++;
  seen.first = Math.min(seen.first, at);
  seen.last = Math.max(seen.last, at);
}

function changes(lines: readonly SubscriberLine[]) {
  const both = lines.filter(({ change }) => change === 'both');
  return {
    newAlarms: lines.filter(({ change }) => change === 'new-alarm').length,
    noLonger: lines.filter(({ change }) => change === 'no-longer').length,
    both: {
      subscribers: both.length,
      earlier: both.filter(({ earlierSeconds }) => earlierSeconds! > 0).length,
      later: both.filter(({ earlierSeconds }) => earlierSeconds! < 0).length,
    },
  };
}
