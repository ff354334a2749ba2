import { decodeNdjsonLine, formatTime } from '@sekisho/cdr';
import { createDetector, FIRST_OFFSET } from '@sekisho/detector';
import { parseDirectory } from '@sekisho/ledger';
import { loadAddressCountries, loadNumbering, loadRuleSet } from '@sekisho/reference';
import { type AlertVersion, parseRuleSet, type RuleSet } from '@sekisho/rules';
import { demoPreset, directory, simulate, toLine } from '@sekisho/simulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DataFolder, openDataFolder } from '../data-folder.ts';
import { backtestReport } from './report.ts';
import { runBacktest } from './run-backtest.ts';

const numbering = loadNumbering();
const inForce = loadRuleSet();
const WEEK = demoPreset(3);
const DAY = 86_400_000;
const parts = {
  numbering,
  directory: parseDirectory([...directory(WEEK), ''].join('\n'), 'directory.csv'),
};

const replayed = new Map<string, AlertVersion>();
let folder: DataFolder;
let fraud: AlertVersion;
let ownUse: AlertVersion;

beforeAll(async () => {
  folder = await openDataFolder(undefined);
  const detector = createDetector({
    ...parts,
    ...folder,
    ruleSet: inForce,
    addressCountry: loadAddressCountries(),
    topic: 'replay',
    firstOffset: FIRST_OFFSET,
    onReject: () => undefined,
    onAlert: (version) => replayed.set(version.alertId, version),
    now: Date.now,
  });
  const outcomes = Array.from(simulate(WEEK), ({ record }) => {
    const line = Buffer.from(toLine(record));
    return decodeNdjsonLine(line, 0, line.length, Number.POSITIVE_INFINITY);
  });
  await detector.run({ outcomes });
  await detector.finish();
  [fraud, ownUse] = restricted() as [AlertVersion, AlertVersion];
  await answer(fraud, 1, 'not-ours');
  await answer(ownUse, 2, 'ours');
});

afterAll(() => folder.close());

/** Alerts that barred, of different subscribers, the earliest of each. */
function restricted(): AlertVersion[] {
  const all = [...replayed.values()].filter(({ restriction }) => restriction !== null);
  all.sort((a, b) => a.restriction!.at - b.restriction!.at);
  return [...new Map(all.reverse().map((alert) => [alert.subscriber, alert])).values()];
}

function answer({ alertId }: AlertVersion, verdictId: number, verdict: string): Promise<void> {
  return folder.engine.command(
    `insert into verdict_event values ('${alertId}', ${verdictId}, '${verdict}', 'sato', 'asked', now(), now())`,
  );
}

function backtest(candidate: RuleSet, against: RuleSet, from = WEEK.start) {
  return runBacktest({
    ...parts,
    engine: folder.engine,
    candidate,
    inForce: against,
    span: { from, until: WEEK.start + 8 * DAY },
    onProgress: () => undefined,
  });
}

it('finds what the replay found, and no difference of a rule set against itself', async () => {
  const { summary, subscribers } = await backtest(inForce, inForce);
  expect(summary.candidate).toEqual(summary.inForce);
  expect(summary).toMatchObject({ newAlarms: 0, noLonger: 0, judged: { notOurs: 1, ours: 1 } });
  expect(summary.both).toEqual({ subscribers: restricted().length, earlier: 0, later: 0 });
  const barrings = [...replayed.values()].filter(({ restriction }) => restriction !== null);
  expect(summary.candidate).toMatchObject({
    alerts: replayed.size,
    barrings: barrings.length,
    caught: 1,
    missed: 0,
    wronglyBarred: 1,
  });
  const decided = subscribers.map(({ subscriber, candidate }) => [subscriber, candidate?.at]);
  expect(new Map(decided as [string, string][])).toEqual(
    new Map(restricted().map((alert) => [alert.subscriber, formatTime(alert.restriction!.at)])),
  );
  const judged = subscribers.find(({ subscriber }) => subscriber === fraud.subscriber);
  expect(judged?.verdict).toBe('not-ours');
  expect(judged?.candidate?.rules[0]?.rule).toBe(fraud.rules[0]?.rule);
  expect(summary.candidate.costAvertedJpy).toBeGreaterThan(0);
});

it('only adds with a rule more, and tells why', async () => {
  const rules = (more: string) =>
    parseRuleSet(
      `name: tried\nrules:\n  - {id: loss, rule: cost, window: 24h, critical: 50000}\n${more}`,
      'tried.yaml',
      () => 'tried@0',
    );
  const stricter = rules('  - {id: few, rule: calls, window: 24h, critical: 60}\n');
  const result = await backtest(stricter, rules(''));
  expect(result.summary.newAlarms).toBeGreaterThan(0);
  expect(result.summary).toMatchObject({ noLonger: 0, both: { later: 0 } });
  const added = result.subscribers.find(({ change }) => change === 'new-alarm');
  expect(added?.inForce).toBeNull();
  expect(added?.candidate?.rules[0]).toMatchObject({ rule: 'few', observed: 60, threshold: 60 });
  expect(backtestReport(result, 'ja')).toContain(`新たに規制 ${result.summary.newAlarms} 件`);
  expect(backtestReport(result, 'en')).toContain('few 60/60');
});

it('counts what lies in the span, and learns from what lies before', async () => {
  const from = WEEK.start + 4 * DAY;
  const { summary } = await backtest(inForce, inForce, from);
  const later = [...replayed.values()].filter((alert) => (alert.restriction?.at ?? 0) >= from);
  expect(summary.candidate.barrings).toBe(later.length);
  expect(summary.days).toBeLessThan(4);
});
