import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { localTime } from './local-time.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('localTime', () => {
  it.each([
    ['Asia/Tokyo', '2026-11-22T21:45:31.576Z', '2026-11-23 06:45:31 +09:00'],
    ['UTC', '2026-11-22T21:45:31.576Z', '2026-11-22 21:45:31 +00:00'],
    ['Asia/Kathmandu', '2026-11-22T21:45:31Z', '2026-11-23 03:30:31 +05:45'],
    ['America/St_Johns', '2026-11-22T21:45:31Z', '2026-11-22 18:15:31 -03:30'],
    ['Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25 02:30:00 +02:00'],
    ['Europe/Berlin', '2026-10-25T01:30:00Z', '2026-10-25 02:30:00 +01:00'],
  ])('in %s tells %s as %s', (timeZone, instant, expected) => {
    vi.stubEnv('TZ', timeZone);
    expect(localTime(Date.parse(instant))).toBe(expected);
  });

  it('names one instant', () => {
    vi.stubEnv('TZ', 'America/St_Johns');
    const instants = fc.integer({ min: Date.UTC(2000), max: Date.UTC(2060) });
    fc.assert(
      fc.property(instants, (at) => {
        const told = localTime(at).replace(/^(\S+) (\S+) (\S+)$/, '$1T$2$3');
        expect(Date.parse(told)).toBe(Math.floor(at / 1000) * 1000);
      }),
    );
  });
});
