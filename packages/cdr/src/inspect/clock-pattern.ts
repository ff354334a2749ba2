export interface ClockPattern {
  readonly pattern: string;
  readonly namesZone: boolean;
  readonly zone: string | undefined;
}

const CLOCK =
  /^((?:午前|午後) ?)?(\d{1,2})(:|時)(\d{2})(?:(:|分)(\d{2})(秒?))?(?:([.,])\d{1,9})?( ?)(AM|PM|am|pm)?( ?)(Z|UTC|GMT|JST|[+-]\d{2}:?\d{2})?$/;

const ZONES: Record<string, string> = { UTC: 'UTC', GMT: 'UTC', JST: 'Asia/Tokyo' };

/** The pattern of a time of day with what may follow it; `undefined` where a text is none. */
export function clockPattern(text: string): ClockPattern | undefined {
  const match = CLOCK.exec(text);
  if (match === null) return undefined;
  const [, before, hour = '', one = '', , two, second, end = '', point, blank, half, gap, zone] =
    match;
  const seconds = second === undefined ? '' : `${two}ss${end}`;
  const isOfTwelve = before !== undefined || half !== undefined;
  const pattern = [
    before === undefined ? '' : before.replace(/午前|午後/, 'A'),
    hourToken(hour, isOfTwelve),
    one,
    'mm',
    one === '時' && second === undefined ? '' : seconds,
    point === undefined ? '' : `${point}S`,
    half === undefined ? '' : `${blank}A`,
    zoneToken(zone, `${half === undefined ? blank : ''}${gap}`),
  ];
  const iana = zone === undefined ? undefined : ZONES[zone];
  return {
    pattern: pattern.join(''),
    namesZone: zone !== undefined && iana === undefined,
    zone: iana,
  };
}

function hourToken(hour: string, isOfTwelve: boolean): string {
  if (isOfTwelve) return hour.length === 2 ? 'hh' : 'h';
  return hour.length === 2 ? 'HH' : 'H';
}

/** A name of a zone is no token: its letters stand for themselves in brackets. */
function zoneToken(zone: string | undefined, gap: string): string {
  if (zone === undefined) return '';
  return ZONES[zone] === undefined ? `${gap}Z` : `${gap}[${zone}]`;
}
