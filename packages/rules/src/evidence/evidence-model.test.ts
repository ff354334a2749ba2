import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EvidenceModel } from './evidence-model.ts';
import { EVIDENCE, EVIDENCE_NAMES, type INDEX_OF } from './evidence-names.ts';
import { parseWeights } from './evidence-score.ts';
import { Reading } from './reading.ts';
import { EVIDENCE_GROUPS } from './without-evidence.ts';

const SHIPPED = new URL('../../weights/default.json', import.meta.url);
const shipped = parseWeights(readFileSync(SHIPPED, 'utf8'), 'default');
const weights = [
  { when: { scan: 1 }, points: 5 },
  { when: { scan: 2.5 }, points: 2 },
  { when: { price: 1 }, points: 4 },
  { when: { price: 0.5, concurrent: 1, 'range-heat': 2 }, points: 3 },
];
const own = { ...shipped, weights };

function readingOf(strengths: readonly number[]): Reading {
  const reading = new Reading();
  strengths.forEach((strength, i) => {
    reading.set(i, strength, strength * 10, 1);
  });
  return reading;
}

function strengthsOf(named: Partial<Record<keyof typeof INDEX_OF, number>>): number[] {
  return EVIDENCE_NAMES.map((name) => named[name] ?? 0);
}

const strengths = fc.array(fc.double({ min: 0, max: 12, noNaN: true }), {
  minLength: EVIDENCE_NAMES.length,
  maxLength: EVIDENCE_NAMES.length,
});

describe.each([
  ['that ships', shipped],
  ['with steps of one and of three', own],
])('a model %s', (_, document) => {
  const model = new EvidenceModel(document, 'test@0');

  it('never scores less when a piece of evidence grows', () => {
    const index = fc.integer({ min: 0, max: EVIDENCE_NAMES.length - 1 });
    const growth = fc.double({ min: 0, max: 10, noNaN: true });
    fc.assert(
      fc.property(strengths, index, growth, (before, at, by) => {
        const after = before.with(at, before[at]! + by);
        const [less, more] = [before, after].map((each) => model.scoreOf(readingOf(each)));
        expect(more).toBeGreaterThanOrEqual(less! - 1e-9);
      }),
    );
  });

  it('explains all of its score, the most first', () => {
    fc.assert(
      fc.property(strengths, (of) => {
        const reading = readingOf(of);
        const explained = model.explain(reading).map(({ points }) => points);
        const sum = explained.reduce((all, points) => all + points, 0);
        // Each is shown to the hundredth.
        expect(Math.abs(sum - model.scoreOf(reading))).toBeLessThanOrEqual(
          0.005 * explained.length + 1e-6,
        );
        expect(explained).toEqual(explained.toSorted((a, b) => b - a));
      }),
    );
  });

  it('scores nothing where there is no evidence', () => {
    expect(model.scoreOf(new Reading())).toBe(0);
    expect(model.explain(new Reading())).toEqual([]);
  });

  it.each(EVIDENCE_GROUPS)('lets nothing of %s count where that is left out', (group) => {
    const without = new EvidenceModel(document, 'test@0', [group]);
    expect(without.version).toBe(`test@0-${group}`);
    fc.assert(
      fc.property(strengths, (of) => {
        const rest = of.map((strength, i) => (groupAt(i) === group ? 0 : strength));
        const left = without.scoreOf(readingOf(of));
        expect(left).toBeCloseTo(model.scoreOf(readingOf(rest)), 6);
      }),
      { numRuns: 30 },
    );
  });

  it('counts as its own all but what others did', () => {
    fc.assert(
      fc.property(strengths, (of) => {
        const rest = of.map((strength, i) => (groupAt(i) === 'across-subscribers' ? 0 : strength));
        expect(model.ownScoreOf(readingOf(of))).toBeCloseTo(model.scoreOf(readingOf(rest)), 6);
      }),
    );
  });
});

describe('a step', () => {
  const model = new EvidenceModel(own, 'test@0');
  it.each([
    { of: { scan: 0.99 }, points: 0, why: 'below it' },
    { of: { scan: 1 }, points: 5, why: 'at it' },
    { of: { scan: 3 }, points: 5 + 2, why: 'at two of one piece of evidence' },
    { of: { price: 1, concurrent: 1 }, points: 4, why: 'where one of three is missing' },
    { of: { price: 0.5, concurrent: 1, 'range-heat': 2 }, points: 3, why: 'where all three hold' },
  ])('gives $points points $why', ({ of, points }) => {
    expect(model.scoreOf(readingOf(strengthsOf(of)))).toBeCloseTo(points, 9);
  });

  it('shows all steps of the same evidence as one', () => {
    const [evidence, ...others] = model.explain(readingOf(strengthsOf({ scan: 3 })));
    expect(evidence).toEqual({ name: 'scan', observed: 30, usual: 1, points: 7 });
    expect(others).toEqual([]);
  });

  it('is named after all its evidence', () => {
    const all = strengthsOf({ price: 0.5, concurrent: 1, 'range-heat': 2 });
    expect(model.explain(readingOf(all))[0]?.name).toBe('concurrent×price×range-heat');
  });
});

it.each([0, 4])('refuses a step under %i conditions', (count) => {
  const when = Object.fromEntries(EVIDENCE_NAMES.slice(0, count).map((name) => [name, 1]));
  const text = JSON.stringify({ ...own, weights: [{ when, points: 1 }] });
  expect(() => parseWeights(text, 'own')).toThrow(/weights\.0\.when: name one to three/);
});

it('refuses a step of evidence that there is not', () => {
  const document = { ...own, weights: [{ when: { scan: 1, 'moon-phase': 1 }, points: 1 }] };
  expect(() => new EvidenceModel(document, 'test@0')).toThrow(/no evidence is called moon-phase/);
});

function groupAt(index: number): string {
  return EVIDENCE[EVIDENCE_NAMES[index]!];
}
