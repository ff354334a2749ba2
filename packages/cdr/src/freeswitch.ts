import { checkRecord } from './check-record.ts';
import type { Decoded, RecordDecoder } from './decoded.ts';
import { parseFreeswitchDocument } from './freeswitch-document.ts';
import { type FreeswitchValues, readFreeswitchValues } from './freeswitch-values.ts';
import { withoutLoneSurrogates } from './lone-surrogates.ts';
import { type RawRecord, rawRecord } from './raw-record.ts';
import { isJsonObject, MAX_DOCUMENT_BYTES, recordText } from './record-text.ts';
import { type Reject, reject } from './reject.ts';

/** The variables that a fault of the record's fields is blamed on. */
const VARIABLE_OF: Record<string, string> = {
  callId: 'uuid',
  at: 'end_epoch',
  subscriber: 'accountcode',
  line: 'caller_id_number',
  calling: 'caller_id_number',
  called: 'destination_number',
  startedAt: 'start_epoch',
  answeredAt: 'answer_epoch',
  endedAt: 'end_epoch',
  durationSec: 'billsec',
  cause: 'hangup_cause_q850',
  sourceIp: 'sip_network_ip',
  userAgent: 'sip_user_agent',
  trunk: 'sip_gateway_name',
};

/**
 * Decodes documents of FreeSWITCH's mod_json_cdr. Every document is the `stop` of one leg, and both
 * legs of a call carry the A leg's uuid as `correlationId`; a fault names its variable.
 */
export function createFreeswitchDecoder(source: string): RecordDecoder<Decoded> {
  return (bytes, start, end, receivedAt) => {
    const text = recordText(bytes, start, end, MAX_DOCUMENT_BYTES);
    if (typeof text !== 'string') return text;
    const document = parseFreeswitchDocument(text);
    if (document === undefined) return reject('not-json');
    if (!isJsonObject(document)) return reject('not-object');
    if (!isJsonObject(document['variables'])) return variablesFault(document['variables']);
    const raw = withoutLoneSurrogates(recordOf(readFreeswitchValues(document)));
    const decoded = checkRecord(raw, source, receivedAt);
    return decoded.outcome === 'ok' ? decoded : blameVariable(decoded);
  };
}

function variablesFault(variables: unknown): Reject {
  return reject(
    (variables ?? undefined) === undefined ? 'missing-field' : 'bad-field',
    'variables',
  );
}

function blameVariable(fault: Reject): Reject {
  // Accountcode or number could have named the subscriber, so neither is at fault alone.
  const isUnnamed = fault.reason === 'missing-field' && fault.field === 'subscriber';
  return isUnnamed
    ? fault
    : reject(fault.reason, VARIABLE_OF[fault.field as string] ?? fault.field);
}

function recordOf(values: FreeswitchValues): RawRecord {
  const { variable, profile } = values;
  const uuid = variable('uuid') || profile('uuid');
  const caller = variable('caller_id_number') || profile('caller_id_number');
  const answeredAt = timeOf(values, 'answer', 'answered_time');
  return rawRecord({
    callId: uuid,
    subscriber: variable('accountcode'),
    line: caller,
    direction: directionOf(values),
    calling: caller,
    called: variable('destination_number') || profile('destination_number'),
    startedAt: timeOf(values, 'start', 'created_time'),
    answeredAt,
    endedAt: timeOf(values, 'end', 'hangup_time'),
    durationSec: answeredAt === undefined ? 0 : durationOf(values),
    cause: numberOf(variable('hangup_cause_q850')),
    correlationId: originatorOf(values) || uuid,
    sourceIp: variable('sip_network_ip') || profile('network_addr'),
    userAgent: variable('sip_user_agent'),
    trunk: variable('sip_gateway_name'),
  });
}

/** The uuid of the A leg; '' when this is the A leg. */
function originatorOf(values: FreeswitchValues): string {
  const { variable } = values;
  const named = variable('originating_leg_uuid') || variable('originator') || values.originator();
  if (named !== '') return named;
  // The bond names the partner on both legs, so it tells only on one that created no other.
  const isCalled = variable('direction') === 'outbound' && !values.hasOriginated();
  return isCalled ? variable('signal_bond') || variable('bridge_uuid') : '';
}

/**
 * FreeSWITCH's `direction` is the switch's view: `inbound` is an A leg, which a subscriber's phone
 * begins as well as a carrier. Only `call_direction`, which dial plans set, says whose call it is,
 * and it is believed on A legs alone: a B leg inherits `inbound` and may yet lead abroad, when the
 * call is forwarded or called through.
 */
function directionOf(values: FreeswitchValues): string | undefined {
  const isALeg = originatorOf(values) === '';
  return isALeg && values.variable('call_direction') === 'inbound' ? 'inbound' : undefined;
}

/** Epoch milliseconds, not cut; `undefined` where it is 0 or not there, `NaN` where unreadable. */
function timeOf(values: FreeswitchValues, name: string, flowName: string): number | undefined {
  const micros = values.variable(`${name}_uepoch`);
  if (isSet(micros)) return numberOf(micros, 1 / 1000);
  const seconds = values.variable(`${name}_epoch`);
  if (isSet(seconds)) return numberOf(seconds, 1000);
  return micros === '' && seconds === '' ? numberOf(values.time(flowName), 1 / 1000) : undefined;
}

function isSet(text: string): boolean {
  return text !== '' && text !== '0';
}

function durationOf({ variable }: FreeswitchValues): number | undefined {
  return numberOf(variable('billmsec'), 1 / 1000) ?? numberOf(variable('billsec'));
}

function numberOf(text: string, factor = 1): number | undefined {
  if (text === '') return undefined;
  return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) * factor : Number.NaN;
}
