import { expect, it } from 'vitest';
import { buildLegEvent, HOUR } from './testing/build.ts';
import { TruthBuilder } from './truth-builder.ts';

const label = { attack: 'callback-1', shape: 'callback' };

it('collects the legs of an attack, each once, and what touched its victim', () => {
  const builder = new TruthBuilder((shape) => shape === 'callback');
  builder.addSubscriber('N1', 'office');
  builder.addSubscriber('N1', undefined);
  const start = buildLegEvent({ at: 2 * HOUR, leg: 'b', label, endedAt: undefined });
  builder.take(start);
  builder.take({ ...start, at: 3 * HOUR, endedAt: 3 * HOUR, costMilliYen: 500 });
  builder.take(buildLegEvent({ at: HOUR, leg: 'a', label, costMilliYen: 7 }));
  builder.take(buildLegEvent({ at: HOUR, subscriber: 'N2', costMilliYen: 9 }));
  builder.touch('N1', label, 0, HOUR / 2);
  const { victims, kinds } = builder.finish({ cases: [], days: 1 });
  expect(victims).toEqual([
    {
      subscriber: 'N1',
      ...label,
      firstAt: 0,
      lastAt: 3 * HOUR,
      isDeceived: true,
      legs: [
        { startedAt: HOUR, endedAt: HOUR, costMilliYen: 7 },
        { startedAt: 2 * HOUR, endedAt: 3 * HOUR, costMilliYen: 500 },
      ],
    },
  ]);
  expect([...kinds]).toEqual([['N1', 'office']]);
});
