import { checkRecord } from './check-record.ts';
import type { Decoded } from './decoded.ts';
import { inheritFrom, type LegMemory, type RememberedLeg } from './leg-memory.ts';
import type { RawRecord } from './raw-record.ts';
import type { Cdr } from './record.ts';

/**
 * Checks a record of a leg, completed by what the leg told before, and remembers what it tells.
 * A start whose stop came first, and was refused for what it lacked, becomes that stop.
 */
export function decodeLeg(
  raw: RawRecord,
  legs: LegMemory,
  source: string,
  receivedAt: number,
): Decoded {
  const callId = typeof raw.callId === 'string' ? raw.callId : '';
  const known = legs.of(source, callId);
  if (raw.event === 'start') endEarly(raw, known);
  else if (known !== undefined) inheritFrom(known, raw);
  const decoded = checkRecord(raw, source, receivedAt);
  const inTalk = legs.inTalk(source, callId);
  if (decoded.outcome === 'ok') remember(legs, decoded.cdr, known, inTalk);
  else if (known === undefined && raw.event === 'stop') rememberEnd(legs, source, callId, raw);
  return decoded;
}

/** An id that is used again begins a new call: its start is after the end that is known. */
function endEarly(raw: RawRecord, known: RememberedLeg | undefined): void {
  const endedAt = known?.earlyEndedAt;
  const beganAt = Number(raw.answeredAt ?? raw.startedAt);
  if (endedAt === undefined || !(endedAt >= beganAt)) return;
  raw.event = 'stop';
  raw.at = undefined;
  raw.endedAt = endedAt;
}

function remember(
  legs: LegMemory,
  cdr: Cdr,
  known: RememberedLeg | undefined,
  inTalk: RememberedLeg | undefined,
): void {
  const { source, callId, event, subscriber, line, calling, called } = cdr;
  const { startedAt, correlationId, sourceIp, userAgent } = cdr;
  // A start that comes again, as of a change of the call, does not move the answer.
  const isSame = inTalk !== undefined && inTalk.line === line;
  const answeredAt = isSame ? inTalk.answeredAt : cdr.answeredAt;
  const leg = {
    ...{ subscriber, line, calling, called },
    ...{ startedAt, answeredAt, correlationId, sourceIp, userAgent },
    // It may yet be refused further on, for the number that only its start tells.
    earlyEndedAt: event === 'stop' && known === undefined ? cdr.endedAt : known?.earlyEndedAt,
  };
  if (event === 'stop') legs.end(source, callId, leg);
  else legs.keep(source, callId, leg);
}

function rememberEnd(legs: LegMemory, source: string, callId: string, { endedAt }: RawRecord) {
  if (callId === '' || typeof endedAt !== 'number' || Number.isNaN(endedAt)) return;
  legs.end(source, callId, { earlyEndedAt: endedAt });
}
