const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const LONGEST_CACHE = 20_000;

/**
 * The instants that a wall-clock time in a zone can mean: two in the hour that is repeated when
 * summer time ends, otherwise one. A time that the clocks skip counts on from before the change,
 * as libc does. Wall-clock times are epoch milliseconds as if they were UTC.
 */
export type ZoneResolver = (wallMs: number) => readonly number[];

/** Throws a RangeError when `timeZone` is no IANA zone. */
export function createZoneResolver(timeZone: string): ZoneResolver {
  const offsetAt = createOffsetReader(timeZone);
  const offsetsByHour = new Map<number, number | undefined>();
  return (wallMs) => {
    const hour = Math.floor(wallMs / HOUR_MS);
    if (!offsetsByHour.has(hour)) {
      if (offsetsByHour.size >= LONGEST_CACHE) offsetsByHour.clear();
      offsetsByHour.set(hour, steadyOffset(offsetAt, hour * HOUR_MS));
    }
    const offset = offsetsByHour.get(hour);
    return offset === undefined ? resolve(offsetAt, wallMs) : [wallMs - offset];
  };
}

type OffsetReader = (instant: number) => number;

/** The one offset of a whole wall-clock hour; `undefined` within a day of a change of clocks. */
function steadyOffset(offsetAt: OffsetReader, hourStart: number): number | undefined {
  const before = offsetAt(hourStart - DAY_MS);
  return before === offsetAt(hourStart + HOUR_MS + DAY_MS) ? before : undefined;
}

function resolve(offsetAt: OffsetReader, wallMs: number): readonly number[] {
  const before = offsetAt(wallMs - DAY_MS);
  const after = offsetAt(wallMs + DAY_MS);
  const instants = before === after ? [wallMs - before] : [wallMs - before, wallMs - after];
  const real = instants.filter((instant) => instant + offsetAt(instant) === wallMs);
  return real.length === 0 ? [wallMs - before] : real.sort((a, b) => a - b);
}

/** Milliseconds by which the zone's clocks are ahead of UTC at an instant. */
export function createOffsetReader(timeZone: string): OffsetReader {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (instant) => {
    const seconds = Math.floor(instant / 1000) * 1000;
    return wallClock(format.formatToParts(seconds)) - seconds;
  };
}

function wallClock(parts: Intl.DateTimeFormatPart[]): number {
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((candidate) => candidate.type === type)?.value);
  const date = [part('year'), part('month') - 1, part('day')] as const;
  return Date.UTC(...date, part('hour'), part('minute'), part('second'));
}
