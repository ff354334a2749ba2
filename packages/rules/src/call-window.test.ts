import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildLeg, buildStart, cuba, guinea, MINUTE, T0 } from './build-leg.ts';
import { CallHistory, DestinationTable } from './call-history.ts';
import { CallIndex } from './call-index.ts';
import { CallWindow } from './call-window.ts';
import { openCall } from './open-calls.ts';

const call = fc.record({
  at: fc.nat(60),
  talk: fc.nat(20),
  toCuba: fc.boolean(),
  hadStart: fc.boolean(),
  isUp: fc.boolean(),
});

type Call = typeof call extends fc.Arbitrary<infer T> ? T : never;

function fill(history: CallHistory, calls: readonly Call[]) {
  return calls.flatMap(({ at, talk, toCuba, hadStart, isUp }, callKey) => {
    const destination = toCuba ? cuba : guinea;
    const start = buildStart({ at: T0 + (at - talk) * MINUTE, callKey, destination });
    if (isUp) {
      history.add(start);
      return [openCall(callKey, start, start.at)];
    }
    if (hadStart) history.add(start);
    const stop = buildLeg({
      at: T0 + at * MINUTE,
      talkMs: talk * MINUTE,
      callKey,
      destination,
      costMilliYen: talk * 1000,
    });
    if (hadStart) history.update(callKey, stop);
    else history.add(stop);
    return [];
  });
}

describe('CallWindow', () => {
  it('gives with an index what it gives without, now and as of any earlier instant', () => {
    fc.assert(
      fc.property(
        fc.array(call, { maxLength: 40 }),
        fc.nat(80),
        fc.nat(30),
        fc.boolean(),
        (calls, t, width, scoped) => {
          const history = new CallHistory(new DestinationTable());
          const open = fill(history, calls);
          const measure = (index: CallIndex | undefined) => {
            history.index = index;
            const window = new CallWindow(history, open);
            window.isNewest = false;
            window.to = T0 + t * MINUTE;
            window.from = window.to - width * MINUTE;
            window.scope = scoped ? '53' : undefined;
            window.trigger = { startedAt: window.to - 10 * MINUTE, endedAt: window.to, talkMs: 0 };
            const weight = window.weight((destination) => destination + 1);
            return [
              window.calls(),
              window.talkMs(),
              window.costMilliYen(),
              window.countries(),
              weight,
              window.concurrent(1),
            ];
          };
          const index = new CallIndex();
          for (let row = 0; row < history.length; row++) index.add(history, row);
          expect(measure(index)).toEqual(measure(undefined));
        },
      ),
      { numRuns: 500 },
    );
  });
});
