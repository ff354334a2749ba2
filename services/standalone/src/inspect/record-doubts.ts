import { type Doubt, doubt } from '@sekisho/cdr';
import type { DecodedRows } from './read-rows.ts';
import { acceptedOf } from './read-rows.ts';

/** What the records themselves leave doubtful, however they were read. */
export function recordDoubts(decoded: DecodedRows, known: readonly Doubt[]): Doubt[] {
  const isTold = (code: Doubt['code']) => known.some((each) => each.code === code);
  const doubts: Doubt[] = [];
  const refused = decoded.rows.filter(({ outcome }) => outcome.outcome === 'reject').length;
  if (refused > 0) {
    const message = `${refused} of ${decoded.rows.length} rows are refused; see why below`;
    doubts.push(doubt('?refused', message));
  }
  const accepted = acceptedOf(decoded.rows);
  const without = accepted.filter(({ subscriber }) => subscriber === undefined).length;
  if (without > 0 && !isTold('?subscriber')) {
    const message = `${without} of ${accepted.length} records name no contract: there the line is the subscriber unless a directory knows it`;
    doubts.push(doubt('?subscriber', message));
  }
  const identities = new Set(accepted.map(identity));
  if (identities.size < accepted.length && !isTold('?callId')) {
    const message = `${accepted.length - identities.size} records repeat the callId of an earlier one of the same subscriber and count as its duplicates`;
    doubts.push(doubt('?callId', message));
  }
  return doubts;
}

function identity({
  subscriber,
  line,
  source,
  callId,
  event,
  at,
}: ReturnType<typeof acceptedOf>[0]) {
  return JSON.stringify([subscriber ?? line, source, callId, event, event === 'interim' ? at : 0]);
}
