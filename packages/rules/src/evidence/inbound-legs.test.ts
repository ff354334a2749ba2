import { describe, expect, it } from 'vitest';
import { InboundLegs } from './inbound-legs.ts';

const T0 = 1_000_000_000;
const SECOND = 1000;
const [LINE, OTHER] = [7, 8];

function oneUp(): InboundLegs {
  const legs = new InboundLegs();
  legs.note(1, T0, undefined, LINE);
  return legs;
}

describe('a call rides on an inbound leg', () => {
  it.each([
    { name: 'at once on its line', after: 20 * SECOND, line: LINE, surely: 1 },
    { name: 'at once from another line', after: 20 * SECOND, line: OTHER, surely: 0.8 },
    { name: 'from a line that is not known', after: 20 * SECOND, line: 0, surely: 0.8 },
    { name: 'after a while', after: 120 * SECOND, line: LINE, surely: 0.5 },
    { name: 'hours later', after: 7200 * SECOND, line: LINE, surely: 0 },
    { name: 'a little before, by clocks that differ', after: -2 * SECOND, line: LINE, surely: 1 },
    { name: 'before', after: -5 * SECOND, line: LINE, surely: 0 },
  ])('$name: $surely', ({ after, line, surely }) => {
    expect(oneUp().rideAt(T0 + after, line)).toBe(surely);
  });

  it('not once that has ended', () => {
    const legs = oneUp();
    legs.note(1, T0, T0 + 10 * SECOND, LINE);
    expect(legs.rideAt(T0 + 5 * SECOND, LINE)).toBe(1);
    expect(legs.rideAt(T0 + 20 * SECOND, LINE)).toBe(0);
  });
});

describe('a call was held by an inbound leg', () => {
  it.each([
    { name: 'that ended with it', began: 20, ended: 300, inboundEnded: 302, held: true },
    { name: 'that ended long after it', began: 20, ended: 300, inboundEnded: 600, held: false },
    { name: 'that ended before it', began: 20, ended: 300, inboundEnded: 200, held: false },
    { name: 'that began long before it', began: 900, ended: 950, inboundEnded: 951, held: false },
  ])('$name: $held', ({ began, ended, inboundEnded, held }) => {
    const legs = oneUp();
    legs.note(1, T0, T0 + inboundEnded * SECOND, LINE);
    expect(legs.heldFrom(T0 + began * SECOND, T0 + ended * SECOND)).toBe(held);
  });
});

it('keeps the newest of many', () => {
  const legs = new InboundLegs();
  for (let i = 0; i < 200; i++) legs.note(i, T0 + i * SECOND, undefined, LINE);
  expect(legs.rideAt(T0 + 200 * SECOND, LINE)).toBe(1);
  expect(legs.heldFrom(T0, T0 + SECOND)).toBe(false);
});
