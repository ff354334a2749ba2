import { epochSeconds } from './epoch-seconds.ts';
import type { RadiusParagraph } from './radius-paragraph.ts';
import { parseTime } from './times.ts';
import type { ZoneResolver } from './zone-offset.ts';

const HOUR_MS = 3_600_000;

/** Abbreviations that mean one zone alone; the time of any other is in the zone of the feed. */
const ZONES: Readonly<Record<string, number>> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  JST: 9,
  KST: 9,
  CET: 1,
  CEST: 2,
};

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** A gateway that never set its clock, or a call that never was connected. */
const EARLIEST_YEAR = 2000;

const CLOCK = String.raw`(\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?`;
/** `*18:00:05.123 JST Mon Jan 5 2026`; the sign in front says that the clock is not set. */
const H323 = new RegExp(String.raw`^[*.]?${CLOCK} (\S{1,8}) \w{3} (\w{3}) +(\d{1,2}) (\d{4})$`);
/** `Jan  5 2026 18:00:05 JST`. */
const DATE_TIME = new RegExp(String.raw`^(\w{3}) +(\d{1,2}) (\d{4}) ${CLOCK}(?: (\S{1,8}))?$`);
/** `Mon Jan  5 18:00:05 2026`, the line above the attributes. */
const HEADING = new RegExp(String.raw`^\w{3} (\w{3}) +(\d{1,2}) ${CLOCK} (\d{4})$`);

interface WallTime {
  year: string;
  month: string;
  day: string;
  clock: readonly (string | undefined)[];
  zone?: string | undefined;
}

/** Epoch ms of a time as Cisco's gateways write it; `NaN` where it cannot be read. */
export function h323Time(text: string, resolve: ZoneResolver): number | undefined {
  if (text === '') return undefined;
  const [, hour, minute, second, fraction, zone, month = '', day = '', year = ''] =
    H323.exec(text) ?? [];
  if (year === '') return anyTime(text, resolve);
  if (Number(year) < EARLIEST_YEAR) return undefined;
  return instant({ year, month, day, clock: [hour, minute, second, fraction], zone }, resolve);
}

/**
 * When the event happened: as the gateway says, or when its request came in, less what it had
 * waited to be sent. `undefined` where nothing says, `NaN` where it cannot be read.
 */
export function eventTime(
  { attribute, heading }: RadiusParagraph,
  resolve: ZoneResolver,
): number | undefined {
  const own = attribute('Event-Timestamp');
  if (own !== '') return anyTime(own, resolve);
  const delay = attribute('Acct-Delay-Time') || '0';
  if (!/^\d{1,9}$/.test(delay)) return Number.NaN;
  const receipt = epochSeconds(attribute('Timestamp')) ?? headingTime(heading, resolve);
  return receipt === undefined ? undefined : receipt - Number(delay) * 1000;
}

function headingTime(text: string, resolve: ZoneResolver): number | undefined {
  const [, month = '', day = '', hour, minute, second, fraction, year = ''] =
    HEADING.exec(text) ?? [];
  if (year === '') return undefined;
  return instant({ year, month, day, clock: [hour, minute, second, fraction] }, resolve);
}

/** Epoch seconds, RFC 3339, or a date in words. */
function anyTime(text: string, resolve: ZoneResolver): number | undefined {
  if (/^\d+(?:\.\d+)?$/.test(text)) return epochSeconds(text);
  const [, month = '', day = '', year = '', hour, minute, second, fraction, zone] =
    DATE_TIME.exec(text) ?? [];
  if (year === '') return parseTime(text);
  return instant({ year, month, day, clock: [hour, minute, second, fraction], zone }, resolve);
}

function instant({ year, month, day, clock, zone }: WallTime, resolve: ZoneResolver): number {
  const [hour, minute, second, fraction] = clock;
  const numberOfMonth = String(MONTHS.indexOf(month) + 1).padStart(2, '0');
  const date = `${year}-${numberOfMonth}-${day.padStart(2, '0')}`;
  const decimals = fraction === undefined ? '' : `.${fraction}`;
  const wallMs = parseTime(`${date}T${hour}:${minute}:${second}${decimals}Z`);
  if (Number.isNaN(wallMs)) return Number.NaN;
  const offset = zone === undefined || !Object.hasOwn(ZONES, zone) ? undefined : ZONES[zone];
  return offset === undefined ? (resolve(wallMs)[0] ?? Number.NaN) : wallMs - offset * HOUR_MS;
}
