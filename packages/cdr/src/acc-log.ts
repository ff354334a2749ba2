import { type AccLogLine, readAccLogLine } from './acc-log-values.ts';
import { blame } from './blame.ts';
import { decodeLeg } from './decode-leg.ts';
import type { RecordDecoder } from './decoded.ts';
import { epochSeconds } from './epoch-seconds.ts';
import { failedCallId, fitCallId } from './fit-call-id.ts';
import type { LegMemory, RememberedLeg } from './leg-memory.ts';
import { type RawRecord, rawRecord } from './raw-record.ts';
import { recordText } from './record-text.ts';
import { reject } from './reject.ts';
import { CLEARED, changesCall, sipCause, sipOutcome } from './sip-outcome.ts';
import { SKIPPED } from './skipped.ts';

const KEY_OF = {
  callId: 'call_id',
  at: 'timestamp',
  startedAt: 'created',
  answeredAt: 'timestamp',
  endedAt: 'timestamp',
  durationSec: 'duration',
  line: 'src_user',
  calling: 'src_user',
  called: 'dst_ouser',
  sourceIp: 'src_ip',
};
const KEY_OF_ENDED = { ...KEY_OF, answeredAt: 'call_start_time', endedAt: 'call_start_time' };

/**
 * Decodes the lines `ACC: …` that the acc modules of Kamailio and OpenSIPS write to syslog; other
 * lines are skipped. An answered INVITE is the start of a leg, its BYE the stop: the caller and
 * the number are those of the INVITE, since the BYE is from whoever hung up.
 */
export function createAccLogDecoder(source: string, legs: LegMemory): RecordDecoder {
  return (bytes, start, end, receivedAt) => {
    const text = recordText(bytes, start, end);
    if (typeof text !== 'string') return text;
    const line = readAccLogLine(text);
    if (line === undefined) return SKIPPED;
    const missing = ['method', 'call_id', 'code'].find((key) => !line.values.get(key));
    if (missing !== undefined) return reject('missing-field', missing);
    if (line.twice !== undefined) return reject('bad-field', line.twice);
    if (!/^[1-6]\d\d$/.test(line.values.get('code') ?? '')) return reject('bad-field', 'code');
    const isEnded = line.kind === 'call ended';
    const raw = isEnded ? endedCall(line) : transaction(line, source, legs);
    if (raw === undefined) return SKIPPED;
    return blame(decodeLeg(raw, legs, source, receivedAt), isEnded ? KEY_OF_ENDED : KEY_OF);
  };
}

function transaction(
  { kind, values }: AccLogLine,
  source: string,
  legs: LegMemory,
): RawRecord | undefined {
  const code = values.get('code') as string;
  const outcome =
    kind === 'request acknowledged' ? undefined : sipOutcome(values.get('method') ?? '', code);
  const callId = fitCallId(values.get('call_id') as string);
  const line = userOf(values.get('src_user'));
  if (outcome === undefined) return undefined;
  if (changesCall(outcome, line, legs.inTalk(source, callId))) return undefined;
  const time = epochSeconds(values.get('timestamp'));
  return rawRecord({
    callId: outcome === 'failed' ? failedCallId(callId, code) : callId,
    ...(outcome === 'ended' ? whoHungUp(values, legs.of(source, callId)) : partiesOf(values)),
    ...(outcome === 'answered'
      ? { event: 'start', at: time, answeredAt: time }
      : { event: 'stop', endedAt: time, cause: outcome === 'ended' ? CLEARED : sipCause(code) }),
  });
}

/** OpenSIPS' line of a whole call, whose duration in seconds is rounded up. */
function endedCall({ values }: AccLogLine): RawRecord {
  const answeredAt = epochSeconds(values.get('call_start_time'));
  const ms = amount(values.get('ms_duration')) ?? times1000(amount(values.get('duration')));
  return rawRecord({
    callId: fitCallId(values.get('call_id') as string),
    ...partiesOf(values),
    event: 'stop',
    startedAt: epochSeconds(values.get('created')),
    answeredAt,
    endedAt: answeredAt === undefined ? undefined : answeredAt + (ms ?? 0),
    durationSec: ms === undefined ? undefined : ms / 1000,
    cause: CLEARED,
  });
}

function partiesOf(values: AccLogLine['values']): Partial<RawRecord> {
  const line = userOf(values.get('src_user'));
  return {
    line,
    calling: line,
    called: userOf(values.get('dst_ouser')) ?? userOf(values.get('dst_user')),
    sourceIp: userOf(values.get('src_ip')),
  };
}

/** Of a call that is not known the caller is the likelier one to have hung up. */
function whoHungUp(
  values: AccLogLine['values'],
  known: RememberedLeg | undefined,
): Partial<RawRecord> {
  if (known?.line !== undefined) return {};
  const line = userOf(values.get('src_user'));
  return { line, calling: line };
}

/** Parameters of the user part, or a key that is not known, stand behind a `;`. */
function userOf(value: string | undefined): string | undefined {
  const user = value?.split(';', 1)[0];
  return user === '' || user === '<null>' ? undefined : user;
}

function amount(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  return /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
}

function times1000(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}
