import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createDirectory, type DirectoryEntry } from './directory.ts';
import { type DirectoryHistory, NO_HISTORY } from './directory-history.ts';
import { valueAt } from './directory-intervals.ts';
import { planDirectory } from './directory-plan.ts';
import { directoryOf } from './directory-read.ts';
import {
  arbitraryRows,
  arbitrarySteps,
  buildKeyOf,
  LINES,
  MINUTES,
  minute,
  type Step,
  SUBSCRIBERS,
} from './testing/build-directory.ts';

/** Instants at which all is asked: before the first bound, at each, and long after the last. */
const INSTANTS = Array.from({ length: 3 * MINUTES }, (_, i) => minute(i - 2));

const take = (before: DirectoryHistory, { rows, from, isWhole }: Step) =>
  planDirectory(before, rows, { from, isWhole, lineKeyOf: buildKeyOf }).after;
const takeAll = (steps: readonly Step[]) => steps.reduce(take, NO_HISTORY);

/** The same imports, instant by instant and without intervals. */
class Model {
  readonly customers = new Map<string, (string | undefined)[]>();
  readonly holders = new Map<string, (string | undefined)[]>();

  constructor(steps: readonly Step[]) {
    for (const name of SUBSCRIBERS)
      this.customers.set(
        name,
        INSTANTS.map(() => undefined),
      );
    for (const line of LINES)
      this.holders.set(
        line,
        INSTANTS.map(() => undefined),
      );
    for (const step of steps) this.#take(step);
  }

  #take({ rows, from, isWhole }: Step): void {
    const begins = rows.map((row) => {
      if (row.validFrom !== Number.NEGATIVE_INFINITY) return row.validFrom;
      return row.validTo <= from ? row.validTo : from;
    });
    for (const name of SUBSCRIBERS) {
      const own = begins.filter((_, i) => rows[i]!.subscriber === name);
      if (own.length > 0) this.#end(name, Math.min(...own));
      else if (isWhole) this.#end(name, from);
    }
    const claims = rows.map((row, i) => ({ row, begin: begins[i]! }));
    for (const { row, begin } of claims) this.#free(row, begin);
    for (const { row, begin } of claims) {
      INSTANTS.forEach((at, i) => {
        if (at < begin || at >= row.validTo) return;
        this.customers.get(row.subscriber)![i] = row.customer;
        for (const line of row.lines) this.holders.get(buildKeyOf(line))![i] = row.subscriber;
      });
    }
  }

  #end(name: string, from: number): void {
    INSTANTS.forEach((at, i) => {
      if (at < from) return;
      this.customers.get(name)![i] = undefined;
      for (const holders of this.holders.values()) {
        if (holders[i] === name) holders[i] = undefined;
      }
    });
  }

  /** Whoever holds a line that is claimed loses it for good, or has it later if it began later. */
  #free({ lines, validTo }: DirectoryEntry, begin: number): void {
    for (const line of lines) {
      const holders = this.holders.get(buildKeyOf(line))!;
      const before = [...holders];
      let isRunTaken = false;
      INSTANTS.forEach((at, i) => {
        const goesOn = i > 0 && before[i] === before[i - 1];
        const isClaimed = begin <= at && at < validTo;
        isRunTaken = goesOn && (isRunTaken || (at === begin && isClaimed));
        if (isClaimed || isRunTaken) holders[i] = undefined;
      });
    }
  }
}

it('tells at any instant what the imports said, as a model without intervals does', () => {
  fc.assert(
    fc.property(arbitrarySteps, (steps) => {
      const directory = directoryOf(takeAll(steps));
      const model = new Model(steps);
      for (const [i, at] of INSTANTS.entries()) {
        for (const name of SUBSCRIBERS) {
          expect(directory.of(name, at)?.customer).toBe(model.customers.get(name)![i]);
        }
        for (const line of LINES) {
          expect(directory.holding(line, at)?.subscriber).toBe(model.holders.get(line)![i]);
        }
      }
    }),
    { numRuns: 1000 },
  );
});

it('keeps timelines disjoint, without neighbours that say the same, and no line without a subscriber', () => {
  fc.assert(
    fc.property(arbitrarySteps, (steps) => {
      const { profiles, holders } = takeAll(steps);
      for (const timeline of [...profiles.values(), ...holders.values()]) {
        expect(timeline.length).toBeGreaterThan(0);
        for (const { from, to } of timeline) expect(from).toBeLessThan(to);
        for (const [i, next] of timeline.slice(1).entries()) {
          expect(timeline[i]!.to).toBeLessThanOrEqual(next.from);
        }
      }
      for (const timeline of holders.values()) {
        for (const { from, to, value } of timeline) {
          const profile = profiles.get(value.subscriber) ?? [];
          for (const at of INSTANTS.filter((each) => from <= each && each < to)) {
            expect(valueAt(profile, at)).toBeDefined();
          }
        }
      }
    }),
  );
});

it('changes nothing when the same file comes again, also later', () => {
  fc.assert(
    fc.property(arbitrarySteps, fc.nat({ max: 2 * MINUTES }), (steps, later) => {
      const once = takeAll(steps);
      const last = steps.at(-1)!;
      const again = take(once, { ...last, from: last.from + minute(later) - minute(0) });
      expect(again).toEqual(once);
    }),
  );
});

it('is as the newest whole file says, from its date on, whatever was before', () => {
  fc.assert(
    fc.property(arbitrarySteps, arbitraryRows, (steps, rows) => {
      const undated = rows
        .filter(({ validTo }) => validTo === Number.POSITIVE_INFINITY)
        .map((row) => ({ ...row, validFrom: Number.NEGATIVE_INFINITY }));
      const first = new Map(undated.map((row) => [row.subscriber, row]));
      const lines = new Map(
        [...first.values()].flatMap((row) => row.lines.map((l) => [buildKeyOf(l), row])),
      );
      const whole = [...first.values()].map((row) => ({
        ...row,
        lines: row.lines.filter((line) => lines.get(buildKeyOf(line)) === row),
      }));
      const from = Math.max(...steps.map((step) => step.from));
      const directory = directoryOf(take(takeAll(steps), { rows: whole, from, isWhole: true }));
      const told = createDirectory(whole, (line) => buildKeyOf(line));
      for (const at of INSTANTS.filter((each) => each >= from)) {
        for (const line of LINES) {
          expect(directory.holding(line, at)?.subscriber).toBe(told.holding(line, at)?.subscriber);
        }
        for (const name of SUBSCRIBERS) {
          expect(directory.of(name, at)?.customer).toBe(told.of(name, at)?.customer);
        }
      }
    }),
  );
});
