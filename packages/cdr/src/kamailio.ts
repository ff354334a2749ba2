import { blame } from './blame.ts';
import { decodeLeg } from './decode-leg.ts';
import type { RecordDecoder } from './decoded.ts';
import { epochSeconds } from './epoch-seconds.ts';
import { fitCallId } from './fit-call-id.ts';
import type { LegMemory } from './leg-memory.ts';
import { withoutLoneSurrogates } from './lone-surrogates.ts';
import { type RawRecord, rawRecord } from './raw-record.ts';
import { isJsonObject, parseJson, recordText } from './record-text.ts';
import { reject } from './reject.ts';
import { CLEARED, sipCause, sipOutcome } from './sip-outcome.ts';
import { SKIPPED } from './skipped.ts';

type Json = Record<string, unknown>;

/** What its configuration calls the events that mean something to a call. */
const EVENTS = ['start', 'stop', 'end', 'failed', 'barred', 'bye-sent', 'bye-orphan'];

const CALL_REJECTED = 21;

/** Stands in front of an event in a log. */
const IN_LOG = 'EVENT {';

/** Times as Kamailio prints them, which records of the contract's own form never have. */
const SECONDS_TEXT = /^\d{9,10}(?:\.\d{1,6})?$/;

export function isKamailioLine(line: string): boolean {
  const event = eventOf(line);
  if (!isJsonObject(event) || typeof event['callId'] !== 'string') return false;
  const isOurs = typeof event['event'] === 'string' && EVENTS.includes(event['event']);
  return isOurs && [event['at'], event['startedAt']].some(isSecondsText);
}

function isSecondsText(value: unknown): boolean {
  return typeof value === 'string' && SECONDS_TEXT.test(value);
}

/**
 * Decodes call events of a Kamailio that writes them as JSON, alone on a line or behind `EVENT ` in
 * its log. What the end of a call leaves out is taken from its start, as far as `legs` knows it.
 */
export function createKamailioDecoder(source: string, legs: LegMemory): RecordDecoder {
  return (bytes, start, end, receivedAt) => {
    const text = recordText(bytes, start, end);
    if (typeof text !== 'string') return text;
    const event = eventOf(text);
    if (event === undefined) return isLogLine(text) ? SKIPPED : reject('not-json');
    if (!isJsonObject(event)) return reject('not-object');
    if (event['event'] === undefined) return reject('missing-field', 'event');
    if (!EVENTS.includes(event['event'] as string)) return SKIPPED;
    if (event['event'] === 'failed' && isChallenge(event['status'])) return SKIPPED;
    const raw = withoutLoneSurrogates(recordOf(event));
    return blame(decodeLeg(raw, legs, source, receivedAt), { endedAt: 'at' });
  };
}

function isChallenge(status: unknown): boolean {
  return typeof status === 'string' && status !== '' && !sipOutcome('INVITE', status);
}

function eventOf(text: string): unknown {
  const logged = text.indexOf(IN_LOG);
  const isAlone = /^\s*\{/.test(text);
  return parseJson(isAlone || logged < 0 ? text : text.slice(logged + IN_LOG.length - 1));
}

/** Other lines of the log that the events stand in. */
function isLogLine(text: string): boolean {
  return !/^\s*[{[]/.test(text) && !text.includes(IN_LOG);
}

function recordOf(event: Json): RawRecord {
  const name = event['event'] as string;
  const callId = own(event, 'callId');
  const at = epochSeconds(event['at']);
  return rawRecord({
    callId: typeof callId === 'string' ? fitCallId(callId) : callId,
    ...(name === 'start'
      ? { event: 'start', at, answeredAt: epochSeconds(event['answeredAt']) ?? at }
      : endOf(event, name, at)),
    startedAt: epochSeconds(event['startedAt']),
    ...whose(event),
    called: own(event, 'called'),
    sourceIp: own(event, 'sourceIp'),
    userAgent: own(event, 'userAgent'),
    trunk: own(event, 'trunk'),
  });
}

function endOf(event: Json, name: string, at: number | undefined): Partial<RawRecord> {
  const isUnanswered = name === 'failed' || name === 'barred';
  const cause = isUnanswered ? sipCause(String(event['status'])) : CLEARED;
  return {
    event: 'stop',
    endedAt: at,
    answeredAt: isUnanswered ? undefined : epochSeconds(event['answeredAt']),
    cause: name === 'barred' ? CALL_REJECTED : cause,
    barred: name === 'barred' || undefined,
  };
}

function whose(event: Json): Partial<RawRecord> {
  const line = own(event, 'line') ?? userOf(event['from']);
  return { subscriber: own(event, 'subscriber'), line, calling: own(event, 'calling') ?? line };
}

/** As it came; what Kamailio prints for nothing is nothing. */
function own(event: Json, field: string): unknown {
  const value = event[field];
  return value === '' || value === null || value === '<null>' ? undefined : value;
}

/** The user of a SIP address; of another one nothing. */
function userOf(uri: unknown): string | undefined {
  return typeof uri === 'string' ? /^sips?:([^@;:]+)[@:]/.exec(uri)?.[1] : undefined;
}
