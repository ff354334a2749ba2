import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { score } from './score.ts';

const finding = fc.record({
  severity: fc.constantFrom('warning' as const, 'critical' as const),
  observed: fc.integer({ min: 10, max: 100_000 }),
  threshold: fc.integer({ min: 1, max: 10 }),
});

describe('score', () => {
  it('never falls with one more finding, nor with a graver one, and stays within 0–100', () => {
    fc.assert(
      fc.property(fc.array(finding, { minLength: 1 }), finding, (findings, more) => {
        const before = score(findings);
        const [first, ...rest] = findings;
        expect(score([...findings, more])).toBeGreaterThanOrEqual(before);
        expect(
          score([{ ...first!, observed: first!.observed * 2 }, ...rest]),
        ).toBeGreaterThanOrEqual(before);
        expect(score([{ ...first!, severity: 'critical' }, ...rest])).toBeGreaterThanOrEqual(
          before,
        );
        expect(before).toBeGreaterThan(0);
        expect(before).toBeLessThanOrEqual(100);
      }),
    );
  });

  it('tells the severities apart', () => {
    const warnings = Array.from({ length: 9 }, () => ({
      severity: 'warning' as const,
      observed: 9,
      threshold: 3,
    }));
    expect(score(warnings)).toBeLessThan(
      score([{ severity: 'critical', observed: 3, threshold: 3 }]),
    );
  });
});
