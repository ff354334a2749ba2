import { blame } from './blame.ts';
import { decodeLeg } from './decode-leg.ts';
import type { RecordDecoder } from './decoded.ts';
import { epochSeconds } from './epoch-seconds.ts';
import { failedCallId, fitCallId } from './fit-call-id.ts';
import type { LegMemory } from './leg-memory.ts';
import { type RawRecord, rawRecord } from './raw-record.ts';
import { recordText } from './record-text.ts';
import { reject } from './reject.ts';
import { CLEARED, changesCall, sipCause, sipOutcome } from './sip-outcome.ts';
import { SKIPPED } from './skipped.ts';

const LINE = /^[A-Z]+\|[^|]*\|[^|]*\|[^|]+\|\d{3}\|[^|]*\|\d{9,10}(?:\||$)/;

/** Whether a line looks like one of flatstore's. */
export function isFlatstoreLine(line: string): boolean {
  return LINE.test(line);
}

/**
 * Where the columns stand, from 0. The first seven are the module's own; behind them stand the
 * extra ones in the order of the configuration, here of the account type, caller and callee.
 */
const METHOD = 0;
const CALL_ID = 3;
const CODE = 4;
const TIME = 6;
const LINE_COLUMN = 8;
const CALLED = 9;

const COLUMN_OF = {
  callId: 'callid',
  at: 'time',
  answeredAt: 'time',
  endedAt: 'time',
  line: 'extra 2',
  calling: 'extra 2',
  called: 'extra 3',
};

/**
 * Decodes lines of OpenSIPS' and Kamailio's db_flatstore accounting. An answered INVITE is the
 * start of a leg and its BYE the stop, which names nobody: the leg must be known in `legs`.
 */
export function createFlatstoreDecoder(source: string, legs: LegMemory): RecordDecoder {
  return (bytes, start, end, receivedAt) => {
    const text = recordText(bytes, start, end);
    if (typeof text !== 'string') return text;
    const columns = text.split('|');
    if (columns.length <= TIME) return reject('not-csv');
    const code = columns[CODE] as string;
    if (!/^[1-6]\d\d$/.test(code)) return reject('bad-field', 'sip_code');
    const raw = recordOf(columns, code, source, legs);
    return raw === undefined ? SKIPPED : blame(decodeLeg(raw, legs, source, receivedAt), COLUMN_OF);
  };
}

function recordOf(
  columns: readonly string[],
  code: string,
  source: string,
  legs: LegMemory,
): RawRecord | undefined {
  const outcome = sipOutcome(columns[METHOD] as string, code);
  const callId = fitCallId(columns[CALL_ID] as string);
  const line = columns[LINE_COLUMN] || undefined;
  if (outcome === undefined) return undefined;
  if (changesCall(outcome, line, legs.inTalk(source, callId))) return undefined;
  const time = epochSeconds(columns[TIME]);
  const caller = outcome === 'ended' ? {} : { line, calling: line };
  return rawRecord({
    callId: outcome === 'failed' ? failedCallId(callId, code) : callId,
    ...caller,
    called: outcome === 'ended' ? undefined : columns[CALLED],
    ...(outcome === 'answered'
      ? { event: 'start', at: time, answeredAt: time }
      : { event: 'stop', endedAt: time, cause: outcome === 'ended' ? CLEARED : sipCause(code) }),
  });
}
