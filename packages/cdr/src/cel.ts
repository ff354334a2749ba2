import { blame } from './blame.ts';
import { type CelRow, readCelRow } from './cel-row.ts';
import { decodeLeg } from './decode-leg.ts';
import type { Decoded, RecordDecoder } from './decoded.ts';
import { epochSeconds } from './epoch-seconds.ts';
import { fitCallId } from './fit-call-id.ts';
import type { LegMemory, RememberedLeg } from './leg-memory.ts';
import { type RawRecord, rawRecord } from './raw-record.ts';
import { isJsonObject, parseJson, recordText } from './record-text.ts';
import { reject } from './reject.ts';
import { SKIPPED, type Skipped } from './skipped.ts';

const COLUMN_OF = {
  callId: 'uniqueid',
  at: 'eventtime',
  startedAt: 'eventtime',
  answeredAt: 'eventtime',
  endedAt: 'eventtime',
  subscriber: 'accountcode',
  line: 'cidnum',
  calling: 'cidnum',
  called: 'exten',
  correlationId: 'linkedid',
};

/**
 * Decodes the channel events of Asterisk's cel_custom, 20 columns, times in epoch seconds.
 *
 * A channel is a leg. Its CHAN_START is only remembered, ANSWER is the `start` and HANGUP the
 * `stop`: an answer told as an interim would be taken for the first of a rhythm, and the call for
 * over when no second one follows. A channel that was called is a leg only where it was answered
 * under another number than its caller dialled, as in a call-through.
 */
export function createCelDecoder(source: string, legs: LegMemory): RecordDecoder {
  return (bytes, start, end, receivedAt) => {
    const text = recordText(bytes, start, end);
    if (typeof text !== 'string') return text;
    const row = readCelRow(text);
    if (row === undefined) return reject('not-csv');
    const fault = faultOf(row);
    if (fault !== undefined) return fault;
    if (row.eventtype === 'CHAN_START') return begin(row, source, legs);
    if (row.eventtype !== 'ANSWER' && row.eventtype !== 'HANGUP') return SKIPPED;
    const raw = recordOf(row, source, legs);
    return raw === undefined ? SKIPPED : blame(decodeLeg(raw, legs, source, receivedAt), COLUMN_OF);
  };
}

function faultOf({ eventtype, eventtime, uniqueid }: CelRow): Decoded | undefined {
  if (!/^[A-Za-z_][\w ]*$/.test(eventtype)) return reject('bad-field', 'eventtype');
  if (uniqueid === '') return reject('missing-field', 'uniqueid');
  const time = epochSeconds(eventtime);
  if (time === undefined) return reject('missing-field', 'eventtime');
  return Number.isNaN(time) ? reject('bad-time', 'eventtime') : undefined;
}

function begin(row: CelRow, source: string, legs: LegMemory): Skipped {
  const startedAt = epochSeconds(row.eventtime);
  const leg = isCaller(row) ? { ...partiesOf(row), called: numberOf(row) } : {};
  legs.keep(source, fitCallId(row.uniqueid), { ...leg, startedAt });
  return SKIPPED;
}

function recordOf(row: CelRow, source: string, legs: LegMemory): RawRecord | undefined {
  const callId = fitCallId(row.uniqueid);
  const known = legs.of(source, callId);
  if (known !== undefined && row.eventtype === 'HANGUP') legs.end(source, callId, known);
  if (isCaller(row)) {
    const called = numberOf(row);
    return eventOf(row, { callId, ...partiesOf(row), called, ...told(known) });
  }
  if (row.eventtype === 'HANGUP') {
    return known?.called === undefined ? undefined : eventOf(row, { callId, ...told(known) });
  }
  const caller = legs.of(source, fitCallId(row.linkedid));
  const called = numberOf(row);
  if (caller === undefined || called === undefined || called === caller.called) return undefined;
  const { line, calling } = caller;
  const subscriber = caller.subscriber ?? (row.accountcode || undefined);
  return eventOf(row, { callId, subscriber, line, calling, called, startedAt: known?.startedAt });
}

/** A channel that no other one created. */
function isCaller({ uniqueid, linkedid }: CelRow): boolean {
  return linkedid === '' || linkedid === uniqueid;
}

function partiesOf({ accountcode, cidnum, ani }: CelRow): RememberedLeg {
  const line = cidnum || ani || undefined;
  return { subscriber: accountcode || undefined, line, calling: line };
}

/** What is dialled; the steps of a dial plan that have a letter for a name are no numbers. */
function numberOf({ exten, dnid }: CelRow): string | undefined {
  return [exten, dnid].find((text) => text !== '' && !/^[a-zA-Z]$/.test(text));
}

/** What the leg has told goes before what its later events say: a dial plan changes numbers. */
function told(known: RememberedLeg | undefined): Partial<RawRecord> {
  const { subscriber, line, calling, called, startedAt } = known ?? {};
  const isNamed = subscriber !== undefined || line !== undefined;
  return {
    ...(isNamed ? { subscriber, line, calling } : {}),
    ...(called === undefined ? {} : { called }),
    startedAt,
  };
}

function eventOf(row: CelRow, leg: Partial<RawRecord>): RawRecord {
  const time = epochSeconds(row.eventtime);
  return rawRecord({
    ...leg,
    ...(row.eventtype === 'ANSWER'
      ? { event: 'start', at: time, answeredAt: time }
      : { event: 'stop', endedAt: time, cause: causeOf(row) }),
    correlationId: row.linkedid || row.uniqueid,
  });
}

function causeOf({ eventextra }: CelRow): number | undefined {
  const extra = parseJson(eventextra);
  const cause = isJsonObject(extra) ? extra['hangupcause'] : undefined;
  return typeof cause === 'number' && Number.isInteger(cause) ? cause | 0 : undefined;
}
