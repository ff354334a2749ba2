import { expect, it } from 'vitest';
import type { Decision, DetectorRun } from './decision.ts';
import { type EvaluationRun, evaluate } from './evaluation.ts';
import { ask, buildTruth, buildVictim, DAY, MINUTE, restrict } from './testing/build.ts';

const PARTS = { tuning: [], restrictForMs: 12 * 3_600_000, mostFalsePer100kDays: 20 };

function runOf(victims: EvaluationRun['truth']['victims'], decisions: Decision[], seed = 1) {
  const detector: DetectorRun = { detector: 'ours', role: 'detector', decisions, versions: [] };
  return { run: `seed ${seed}`, truth: buildTruth({ victims }), detectors: [detector] };
}

function summaryOf(...runs: EvaluationRun[]) {
  return evaluate({ ...PARTS, runs }).summaries[0]!;
}

// Two victims of one attack, of which one is caught, and one of another shape that is not.
const victims = [
  buildVictim(),
  buildVictim({ subscriber: 'N2' }),
  buildVictim({ subscriber: 'N3', attack: 'nanp-2', shape: 'nanp' }),
  buildVictim({ subscriber: 'N4', attack: 'callback-3', shape: 'callback', isDeceived: true }),
];

it('weighs victims, attacks and shapes apart, and deceived subscribers not at all', () => {
  const { shares, attacks, ...rest } = summaryOf(
    runOf(victims, [restrict(45 * MINUTE), restrict(45 * MINUTE, { subscriber: 'N4' })]),
  );
  expect({ attacks, victims: rest.victims, costYen: rest.costYen }).toEqual({
    attacks: 2,
    victims: 3,
    costYen: 900,
  });
  expect(shares.recall?.value).toBeCloseTo(1 / 3);
  expect(shares.recallOverAttacks?.value).toBeCloseTo(1 / 4);
  expect(shares.recallOverShapes?.value).toBeCloseTo(1 / 4);
  expect(shares.averted?.value).toBeCloseTo(200 / 900);
  expect(shares.avertedOverShapes?.value).toBeCloseTo(1 / 6);
  expect(rest.deceived.map(({ shape, victims }) => [shape, victims])).toEqual([['callback', 1]]);
  expect(rest.precision?.value).toBe(1);
});

it('counts what is false per 100,000 subscriber-days, restrictions and questions apart', () => {
  const decisions = [restrict(-DAY), ask(-DAY), ask(-2 * DAY)];
  const { restrict: wrong, ask: asked, subscriberDays } = summaryOf(runOf([], decisions));
  expect(subscriberDays).toBe(20);
  expect(wrong.false).toMatchObject({ count: 1, subscribers: 1 });
  expect(wrong.false.per100kDays?.value).toBe(5000);
  expect(asked.false).toMatchObject({ count: 2, subscribers: 1 });
});

it('keeps attacks and subscribers of different runs apart', () => {
  const decisions = [restrict(45 * MINUTE), restrict(-DAY)];
  const summary = summaryOf(
    runOf([buildVictim()], decisions, 1),
    runOf([buildVictim()], decisions, 2),
  );
  expect(summary).toMatchObject({ attacks: 2, victims: 2 });
  expect(summary.restrict.false).toMatchObject({ count: 2, subscribers: 2 });
});

it('has no figure where there is nothing', () => {
  const { shares, precision, restrict: restricted } = summaryOf(runOf([], []));
  expect(shares.recall).toBeNull();
  expect(precision).toBeNull();
  expect(restricted.delay.seconds).toBeNull();
});

it('is the same each time', () => {
  const runs = [runOf(victims, [restrict(45 * MINUTE)])];
  expect(evaluate({ ...PARTS, runs })).toEqual(evaluate({ ...PARTS, runs }));
});

it('chooses a score on other runs and reports it beside the detector', () => {
  const versions = [
    { alert: 'a-1', subscriber: 'N1', at: 10 * MINUTE, score: 40 },
    { alert: 'a-1', subscriber: 'N1', at: 45 * MINUTE, score: 90 },
    { alert: 'a-2', subscriber: 'N2', at: 0, score: 60 },
  ];
  const run = runOf([buildVictim()], [ask(0)]);
  const detectors = [{ ...run.detectors[0]!, versions }];
  const runs = [{ ...run, detectors }];
  const { summaries, frontier, tuned } = evaluate({ ...PARTS, runs, tuning: runs });
  expect(
    frontier.map(({ threshold, averted, falsePer100kDays, medianSeconds }) => [
      threshold,
      Math.round(averted * 300),
      falsePer100kDays,
      medianSeconds,
    ]),
  ).toEqual([
    [40, 200, 5000, 600],
    [60, 200, 5000, 2700],
    [90, 200, 0, 2700],
  ]);
  expect(tuned?.threshold).toBe(90);
  expect(summaries.map(({ detector, role }) => [detector, role])).toEqual([
    ['ours', 'detector'],
    ['ours at score 90', 'tuned'],
  ]);
  expect(summaries[1]?.shares.recall?.value).toBe(1);
  expect(summaries[1]?.ask.delay.seconds?.median).toBe(0);
});
