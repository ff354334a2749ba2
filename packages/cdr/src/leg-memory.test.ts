import { describe, expect, it } from 'vitest';
import { decodeLeg } from './decode-leg.ts';
import { LegMemory } from './leg-memory.ts';
import { rawRecord } from './raw-record.ts';

const RECEIVED_AT = Date.parse('2026-01-06T00:00:00Z');
const AT = Date.parse('2026-01-05T09:00:00Z');

describe('LegMemory', () => {
  it('forgets the oldest beyond its bounds, ended legs apart', () => {
    const legs = new LegMemory(2, 1);
    const known = () =>
      ['a', 'b', 'c', 'd'].filter((callId) => legs.of('s', callId) !== undefined).join('');
    for (const callId of ['a', 'b', 'c']) legs.keep('s', callId, { line: callId });
    expect(known()).toBe('bc');
    legs.end('s', 'b', { line: 'b' });
    expect(known()).toBe('bc');
    legs.keep('s', 'd', {});
    legs.end('s', 'd', {});
    expect(known()).toBe('cd');
    expect(legs.of('another', 'c')).toBeUndefined();
  });

  it('keeps a leg that is heard of again', () => {
    const legs = new LegMemory(2, 2);
    for (const callId of ['a', 'b', 'a', 'c']) legs.keep('s', callId, { line: callId });
    expect(legs.of('s', 'a')).toEqual({ line: 'a' });
    expect(legs.of('s', 'b')).toBeUndefined();
  });
});

describe('decodeLeg', () => {
  const start = { event: 'start', callId: 'c', line: '1', called: '2', answeredAt: AT };
  const stop = { event: 'stop', callId: 'c', endedAt: AT + 5000 };
  const feed = (legs = new LegMemory()) => {
    return (values: Record<string, unknown>) => {
      const decoded = decodeLeg(rawRecord(values), legs, 's', RECEIVED_AT);
      return decoded.outcome === 'ok' ? decoded.cdr : decoded;
    };
  };

  it('completes a stop by its start, and lets it say otherwise', () => {
    const take = feed();
    take(start);
    expect(take({ ...stop, called: '3' })).toMatchObject({
      line: '1',
      called: '3',
      answeredAt: AT,
      endedAt: AT + 5000,
    });
  });

  it('makes one stop of a start and the end that came first', () => {
    const take = feed();
    expect(take(stop)).toMatchObject({ outcome: 'reject', field: 'subscriber' });
    expect(take(start)).toMatchObject({ event: 'stop', answeredAt: AT, endedAt: AT + 5000 });
    expect(take(stop)).toMatchObject({ event: 'stop', line: '1', endedAt: AT + 5000 });
  });

  it('takes a start after the end for another call of the same id', () => {
    const take = feed();
    take(stop);
    expect(take({ ...start, answeredAt: AT + 6000 })).toMatchObject({ event: 'start' });
  });

  it('remembers nothing of what is refused for another fault', () => {
    const legs = new LegMemory();
    const take = feed(legs);
    take({ ...start, answeredAt: Number.NaN });
    take({ ...stop, endedAt: Number.NaN });
    take({ ...stop, callId: 5 });
    expect(legs.of('s', 'c')).toBeUndefined();
  });
});
