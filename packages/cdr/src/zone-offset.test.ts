import { describe, expect, it } from 'vitest';
import { createZoneResolver } from './zone-offset.ts';

const wall = (text: string) => Date.parse(`${text}Z`);

describe('createZoneResolver', () => {
  it.each([
    ['Asia/Tokyo', '2026-01-05T09:00:00', ['2026-01-05T00:00:00.000Z']],
    ['UTC', '2026-01-05T09:00:00', ['2026-01-05T09:00:00.000Z']],
    ['Asia/Kolkata', '2026-01-05T09:00:00', ['2026-01-05T03:30:00.000Z']],
    ['Europe/London', '2026-07-01T12:00:00', ['2026-07-01T11:00:00.000Z']],
    // Clocks go from 01:00 to 02:00: what they skip counts on from winter time.
    ['Europe/London', '2026-03-29T00:59:59', ['2026-03-29T00:59:59.000Z']],
    ['Europe/London', '2026-03-29T01:30:00', ['2026-03-29T01:30:00.000Z']],
    ['Europe/London', '2026-03-29T02:00:00', ['2026-03-29T01:00:00.000Z']],
    // Clocks go from 02:00 back to 01:00.
    ['Europe/London', '2026-10-25T00:59:59', ['2026-10-24T23:59:59.000Z']],
    [
      'Europe/London',
      '2026-10-25T01:30:00',
      ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'],
    ],
    ['Europe/London', '2026-10-25T02:00:00', ['2026-10-25T02:00:00.000Z']],
    // Half an hour, at 02:00.
    [
      'Australia/Lord_Howe',
      '2026-04-05T01:45:00',
      ['2026-04-04T14:45:00.000Z', '2026-04-04T15:15:00.000Z'],
    ],
    ['Australia/Lord_Howe', '2026-04-05T01:15:00', ['2026-04-04T14:15:00.000Z']],
  ])('%s %s', (zone, time, instants) => {
    const resolve = createZoneResolver(zone);
    expect(resolve(wall(time)).map((ms) => new Date(ms).toISOString())).toEqual(instants);
    expect(resolve(wall(time)).map((ms) => new Date(ms).toISOString())).toEqual(instants);
  });

  it('refuses what is no zone', () => {
    expect(() => createZoneResolver('Asia/Edo')).toThrow(RangeError);
  });
});
