import { fitCallId } from './fit-call-id.ts';
import type { RadiusParagraph } from './radius-paragraph.ts';
import type { RadiusStatus } from './radius-status.ts';
import { eventTime, h323Time } from './radius-times.ts';
import { type RawRecord, rawRecord } from './raw-record.ts';
import { sipCause } from './sip-outcome.ts';
import type { ZoneResolver } from './zone-offset.ts';

/** A request as a record, by itself. */
export function radiusRecord(
  paragraph: RadiusParagraph,
  status: RadiusStatus,
  resolve: ZoneResolver,
): RawRecord {
  const { attribute } = paragraph;
  const calling = userOf(attribute('Calling-Station-Id'));
  return rawRecord({
    callId: callIdOf(attribute),
    line: lineOf(attribute('User-Name')) ?? calling,
    calling: calling ?? lineOf(attribute('User-Name')),
    called: userOf(attribute('Called-Station-Id')),
    ...timesOf(paragraph, status, resolve),
    cause: causeOf(attribute),
    correlationId: attribute('h323-conf-id') || undefined,
    sourceIp: sourceIpOf(attribute),
    userAgent: attribute('Sip-User-Agent') || undefined,
  });
}

type Attribute = RadiusParagraph['attribute'];

/**
 * A gateway's session id is a counter, which tells its calls apart but not those of two gateways;
 * both of its legs of a call may carry the same one.
 */
function callIdOf(attribute: Attribute): string {
  const session = attribute('Acct-Session-Id');
  if (session.includes('@')) return fitCallId(session);
  const names = ['NAS-Identifier', 'NAS-IP-Address', 'NAS-IPv6-Address'];
  const nas = names.map(attribute).find((name) => name !== '') ?? '';
  return fitCallId(attribute('h323-conf-id') || nas, session, attribute('h323-call-origin'));
}

function timesOf(
  paragraph: RadiusParagraph,
  status: RadiusStatus,
  resolve: ZoneResolver,
): Partial<RawRecord> {
  const { attribute } = paragraph;
  const at = eventTime(paragraph, resolve);
  const setup = h323Time(attribute('h323-setup-time'), resolve);
  const answered = h323Time(attribute('h323-connect-time'), resolve);
  if (status === 'start') {
    // A gateway that tells of the setup tells of it before the answer; others of the answer.
    return {
      event: 'start',
      at,
      startedAt: setup,
      answeredAt: setup === undefined ? at : answered,
    };
  }
  const seconds = attribute('Acct-Session-Time');
  const durationSec = seconds === '' ? undefined : numberOf(seconds);
  if (status === 'interim') {
    return { event: 'interim', at, startedAt: setup, answeredAt: answered, durationSec };
  }
  const endedAt = h323Time(attribute('h323-disconnect-time'), resolve) ?? at;
  const isAnswered = status === 'stop' && durationSec !== 0;
  return {
    event: 'stop',
    startedAt: setup,
    answeredAt: isAnswered || Number.isNaN(answered) ? answered : undefined,
    endedAt,
    durationSec: status === 'failed' ? 0 : durationSec,
  };
}

function numberOf(text: string): number {
  return /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
}

/** The gateway's cause is written in hexadecimal. */
function causeOf(attribute: Attribute): number | undefined {
  const cause = attribute('h323-disconnect-cause');
  if (/^[0-9a-f]{1,2}$/i.test(cause)) return Number.parseInt(cause, 16);
  return sipCause(attribute('Sip-Response-Code'));
}

/** Of the leg that came in to the gateway; that of the other one is where the call was sent. */
function sourceIpOf(attribute: Attribute): string | undefined {
  const isIncoming = attribute('h323-call-origin').toLowerCase() === 'answer';
  return (isIncoming && attribute('h323-remote-address')) || undefined;
}

/** A name as it is; a full number means the same in every realm, so it stands without one. */
function lineOf(name: string): string | undefined {
  const plain = name.replace(/^(?:sips?|tel):/i, '');
  return /^(\+?\d{7,})@/.exec(plain)?.[1] ?? (plain || undefined);
}

/** The number of a SIP address, or whatever else it is. */
function userOf(address: string): string | undefined {
  const user = address.replace(/^<?(?:sips?|tel):/i, '').split(/[@;>]/, 1)[0];
  return user || undefined;
}
