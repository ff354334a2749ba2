import { blame } from './blame.ts';
import { decodeLeg } from './decode-leg.ts';
import type { RecordDecoder } from './decoded.ts';
import { failedCallId } from './fit-call-id.ts';
import type { LegMemory, RememberedLeg } from './leg-memory.ts';
import { type RadiusParagraph, readRadiusParagraph } from './radius-paragraph.ts';
import { radiusRecord } from './radius-record.ts';
import { type RadiusStatus, statusOf } from './radius-status.ts';
import type { RawRecord } from './raw-record.ts';
import { recordText } from './record-text.ts';
import { reject } from './reject.ts';
import { changesCall, sipOutcome } from './sip-outcome.ts';
import { SKIPPED } from './skipped.ts';
import { createZoneResolver } from './zone-offset.ts';

const ATTRIBUTE_OF = {
  callId: 'Acct-Session-Id',
  at: 'Event-Timestamp',
  line: 'User-Name',
  calling: 'Calling-Station-Id',
  called: 'Called-Station-Id',
  startedAt: 'h323-setup-time',
  answeredAt: 'h323-connect-time',
  endedAt: 'Event-Timestamp',
  durationSec: 'Acct-Session-Time',
  cause: 'h323-disconnect-cause',
  correlationId: 'h323-conf-id',
};

/**
 * Decodes accounting requests in the form of FreeRADIUS' detail files, a paragraph each. Local
 * times are in `timeZone`. Throws a RangeError when that is no IANA zone.
 */
export function createRadiusDecoder(
  source: string,
  timeZone: string,
  legs: LegMemory,
): RecordDecoder {
  const resolve = createZoneResolver(timeZone);
  return (bytes, start, end, receivedAt) => {
    const text = recordText(bytes, start, end);
    if (typeof text !== 'string') return text;
    const paragraph = readRadiusParagraph(text);
    if (paragraph === undefined) return reject('missing-field', 'Acct-Status-Type');
    const status = statusOf(paragraph);
    if (status === '') return reject('missing-field', 'Acct-Status-Type');
    if (status === undefined) return reject('bad-field', 'Acct-Status-Type');
    if (status === 'no-call') return SKIPPED;
    if (paragraph.attribute('Acct-Session-Id') === '') {
      return reject('missing-field', 'Acct-Session-Id');
    }
    const raw = radiusRecord(paragraph, status, resolve);
    const known = legs.of(source, raw.callId as string);
    const inTalk = legs.inTalk(source, raw.callId as string);
    if (goesOn(paragraph, status, raw, inTalk)) return SKIPPED;
    if (status === 'failed') raw.callId = failedCallId(raw.callId as string, codeOf(paragraph));
    else if (known?.line !== undefined && isSip(paragraph)) forgetParties(raw);
    return blame(decodeLeg(raw, legs, source, receivedAt), ATTRIBUTE_OF);
  };
}

/** A challenge, or a change of a call that is up. */
function goesOn(
  paragraph: RadiusParagraph,
  status: RadiusStatus,
  { line }: RawRecord,
  inTalk: RememberedLeg | undefined,
): boolean {
  if (status === 'start') return isSip(paragraph) && changesCall('answered', line, inTalk);
  if (status !== 'failed') return false;
  const code = codeOf(paragraph);
  const isChallenge = code !== '' && sipOutcome('INVITE', code) === undefined;
  return isChallenge || changesCall('failed', line, inTalk);
}

/** Whether a proxy accounts a request of either side; a gateway speaks for its own leg. */
function isSip({ attribute }: RadiusParagraph): boolean {
  return attribute('Sip-Method') !== '' || attribute('Acct-Session-Id').includes('@');
}

function codeOf({ attribute }: RadiusParagraph): string {
  return attribute('Sip-Response-Code');
}

/**
 * The leg as its start told it: a BYE is accounted with the names of whoever hung up. Of a start,
 * which is only repeated, nothing is forgotten.
 */
function forgetParties(raw: RawRecord): void {
  if (raw.event === 'start') return;
  const parties: (keyof RememberedLeg & keyof RawRecord)[] = ['line', 'calling', 'called'];
  for (const field of parties) raw[field] = undefined;
}
