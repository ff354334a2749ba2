/** Takes the outside-line `digits` off a dialled number where they stand in front of it. */
export type OutsideLineCut = (called: string, digits: string) => string;

export interface DecoderOptions {
  /** What wrote the records; each format has a default where its records name none. */
  source?: string | undefined;
  /** IANA zone of formats that write local times without one; default `Asia/Tokyo`. */
  timeZone?: string | undefined;
  /** Digits dialled for an outside line, to be cut from `called` of outbound legs. */
  outsideLine?: string | undefined;
  /** Needed where an outside line is named: only who knows the dial plan can tell it from a number. */
  cutOutsideLine?: OutsideLineCut | undefined;
}

export const DEFAULT_TIME_ZONE = 'Asia/Tokyo';

/** @throws RangeError for a bad `source`, `timeZone` or `outsideLine` */
export function checkOptions({ source, timeZone, outsideLine }: DecoderOptions): void {
  if (source !== undefined) checkSource(source);
  // Throws for what is no zone.
  if (timeZone !== undefined) new Intl.DateTimeFormat('en', { timeZone });
  if (outsideLine !== undefined && !/^\d{1,4}$/.test(outsideLine)) {
    throw new RangeError('An outside line has 1 to 4 digits.');
  }
}

function checkSource(source: string): void {
  const { length } = Array.from(source);
  if (length < 1 || length > 64) throw new RangeError('A source has 1 to 64 characters.');
}
