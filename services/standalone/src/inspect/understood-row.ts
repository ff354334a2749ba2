import { type Cdr, formatTime, resolveTimes } from '@sekisho/cdr';
import type { Numbering, NumberKind, UnderstoodNumber } from '@sekisho/numbering';
import type { DecodedRow } from './read-rows.ts';

/** A row as Sekisho understands it; times are RFC 3339 in UTC. */
export interface UnderstoodRow {
  line: number;
  event: string;
  startedAt: string;
  answered: boolean;
  durationSec: number;
  subscriber: string | null;
  subscriberLine: string | null;
  direction: string;
  /** Masked, as those above, unless full numbers were asked for; `null` where the record has none. */
  called: string | null;
  kind: NumberKind | null;
  /** Alpha-2; of an unknown number `null`. */
  country: string | null;
  /** Yen; `null` where the call is not rated. */
  costJpy: number | null;
}

export interface RefusedRow {
  line: number;
  reason: string;
  field: string | null;
}

export interface RowView {
  readonly numbering: Numbering;
  readonly showNumbers: boolean;
}

export function viewRow({ line, outcome }: DecodedRow, view: RowView): UnderstoodRow | RefusedRow {
  if (outcome.outcome === 'ok') return understoodRow(line, outcome.cdr, view);
  const { reason, field } =
    outcome.outcome === 'reject' ? outcome : { reason: 'skip', field: null };
  return { line, reason, field };
}

export function isRefused(row: UnderstoodRow | RefusedRow): row is RefusedRow {
  return 'reason' in row;
}

function understoodRow(line: number, cdr: Cdr, { numbering, showNumbers }: RowView): UnderstoodRow {
  const { startedAt, answeredAt, talkMs } = resolveTimes(cdr, undefined);
  const number = cdr.called === undefined ? undefined : numbering.understand(cdr.called);
  const called = cdr.called ?? '';
  const own = (text = '') => (text === '' ? null : showNumbers ? text : maskOwn(text));
  return {
    line,
    event: cdr.event,
    startedAt: formatTime(startedAt),
    answered: answeredAt !== undefined,
    durationSec: talkMs / 1000,
    subscriber: own(cdr.subscriber),
    subscriberLine: own(cdr.line),
    direction: cdr.direction ?? 'outbound',
    called: number === undefined ? null : showNumbers ? called : numbering.mask(number, called),
    kind: number?.kind ?? null,
    country: number?.destination?.iso2 ?? null,
    costJpy: costOf(cdr, number, talkMs, numbering),
  };
}

/** Of a number of the own side the end stays: it tells the lines of one carrier apart. */
function maskOwn(text: string): string {
  return text.replace(/\d{7,}/g, (digits) => '*'.repeat(digits.length - 3) + digits.slice(-3));
}

/** As a call is priced: the switch's own rating wins, and only international calls out cost. */
function costOf(
  cdr: Cdr,
  number: UnderstoodNumber | undefined,
  talkMs: number,
  numbering: Numbering,
): number | null {
  if (cdr.costMilliYen !== undefined) return cdr.costMilliYen / 1000;
  if (number?.kind !== 'international' || cdr.direction === 'inbound') return 0;
  const cost =
    number.destination === null ? null : numbering.costMilliYen(number.destination, talkMs);
  return cost === null ? null : cost / 1000;
}
