import type { RawField, RawRecord } from './raw-record.ts';
import { effectiveAt, eventOf, isAbsent, type RecordTimes } from './raw-values.ts';
import { type Reject, reject } from './reject.ts';

const END_BEFORE_START_MS = 2_000;

export function missing(value: unknown, field: RawField): Reject | undefined {
  return isAbsent(value) ? reject('missing-field', field) : undefined;
}

export function textFault(value: unknown, field: RawField, longest = Infinity): Reject | undefined {
  if (isAbsent(value)) return undefined;
  return typeof value === 'string' && isWithin(value, longest)
    ? undefined
    : reject('bad-field', field);
}

/** A name under which something is kept: what no database can keep is none. */
export function nameFault(value: unknown, field: RawField, longest?: number): Reject | undefined {
  const fault = textFault(value, field, longest);
  if (fault !== undefined || isAbsent(value)) return fault;
  return (value as string).includes('\0') ? reject('bad-field', field) : undefined;
}

/** Lengths count characters, not UTF-16 units. */
function isWithin(text: string, longest: number): boolean {
  if (text.length <= longest) return true;
  return text.length <= longest * 2 && Array.from(text).length <= longest;
}

export function choiceFault(
  value: unknown,
  field: RawField,
  isChoice: (value: unknown) => boolean,
): Reject | undefined {
  return isAbsent(value) || isChoice(value) ? undefined : reject('bad-field', field);
}

export function isEvent(value: unknown): boolean {
  return value === 'stop' || value === 'start' || value === 'interim';
}

export function isDirection(value: unknown): boolean {
  return value === 'outbound' || value === 'inbound';
}

export function isLegKind(value: unknown): boolean {
  return value === 'originated' || value === 'forwarded' || value === 'transferred';
}

export function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}

export function timeFault(time: number | undefined, field: RawField): Reject | undefined {
  return Number.isNaN(time) ? reject('bad-time', field) : undefined;
}

export function atFault(raw: RawRecord, times: RecordTimes, latestAt: number): Reject | undefined {
  if (Number.isNaN(times.at)) return reject('bad-time', 'at');
  const event = eventOf(raw);
  const at = effectiveAt(event, times);
  // A stop without any time lacks `endedAt`, and says so in that field's turn.
  if (at === undefined) return event === 'stop' ? undefined : reject('missing-field', 'at');
  return at > latestAt ? reject('bad-time', 'at') : undefined;
}

export function calledFault(raw: RawRecord): Reject | undefined {
  if (raw.called !== undefined && raw.called !== null) return textFault(raw.called, 'called');
  return eventOf(raw) === 'start' ? reject('missing-field', 'called') : undefined;
}

export function endedAtFault(raw: RawRecord, times: RecordTimes): Reject | undefined {
  const endedAt = times.endedAt;
  if (endedAt === undefined) {
    return eventOf(raw) === 'stop' ? reject('missing-field', 'endedAt') : undefined;
  }
  const latestBefore = Math.max(times.startedAt ?? 0, times.answeredAt ?? 0);
  const isSane = endedAt >= latestBefore - END_BEFORE_START_MS;
  return isSane ? undefined : reject('bad-time', 'endedAt');
}

export function amountFault(value: unknown, field: RawField, largest: number): Reject | undefined {
  if (isAbsent(value)) return undefined;
  const isAmount = typeof value === 'number' && value >= 0 && value <= largest;
  return isAmount ? undefined : reject('bad-field', field);
}

/** A cause beyond 32 bits is none in any numbering, and no column holds it. */
export function causeFault(value: unknown): Reject | undefined {
  if (isAbsent(value)) return undefined;
  return (value as number) === ((value as number) | 0) ? undefined : reject('bad-field', 'cause');
}
