import { createHash } from 'node:crypto';
import { csvLine } from '../terminal/csv.ts';
import type { CaseCall, StoredCase } from './read-case.ts';
import { keyOf } from './read-numbers.ts';

/** What stands at the head of an export. */
export interface ExportHead {
  by: string;
  approvedBy: string;
  reason: string;
  /** Epoch ms. */
  exportedAt: number;
}

/** Full numbers by leg; without them an export has masked ones. */
export type FullNumbers = ReadonlyMap<string, string>;

export interface CaseFile {
  name: string;
  text: string;
  sha256: string;
}

/** A case as `<alert>.json`, and its calls as `<alert>.csv`. */
export function caseFiles(stored: StoredCase, head: ExportHead, numbers?: FullNumbers): CaseFile[] {
  const { alertId } = stored;
  return [
    caseFile(`${alertId}.json`, `${JSON.stringify(documentOf(stored, head, numbers), null, 2)}\n`),
    caseFile(`${alertId}.csv`, callsCsv(stored.calls, numbers)),
  ];
}

function caseFile(name: string, text: string): CaseFile {
  return { name, text, sha256: createHash('sha256').update(text).digest('hex') };
}

function documentOf(stored: StoredCase, head: ExportHead, numbers: FullNumbers | undefined) {
  const { calls, detectedAt, orderedAt, readBackAt, endedAt, ...told } = stored;
  return {
    ...told,
    detectedAt: iso(detectedAt),
    orderedAt: iso(orderedAt),
    readBackAt: iso(readBackAt),
    endedAt: iso(endedAt),
    export: {
      ...head,
      exportedAt: iso(head.exportedAt),
      numbers: numbers === undefined ? 'masked' : 'full',
    },
    totals: {
      calls: calls.length,
      durationSec: decimal(calls.map(({ durationSec }) => durationSec)),
      costJpy: decimal(calls.map(({ costJpy }) => costJpy)),
    },
    calls: calls.map(({ startedAt, answeredAt, endedAt: callEndedAt, ...call }) => ({
      ...call,
      startedAt: iso(startedAt),
      answeredAt: iso(answeredAt),
      endedAt: iso(callEndedAt),
      ...(numbers === undefined ? {} : { called: calledOf(numbers, { ...call, startedAt }) }),
    })),
  };
}

function callsCsv(calls: readonly CaseCall[], numbers: FullNumbers | undefined): string {
  const titles = ['call_id', 'source', 'started_at', 'answered_at', 'ended_at', 'duration_sec'];
  const more = ['cost_jpy', 'cost_source', 'country', 'prefix', 'called'];
  const lines = calls.map((call) =>
    csvLine([
      call.callId,
      call.source,
      iso(call.startedAt) ?? '',
      iso(call.answeredAt) ?? '',
      iso(call.endedAt) ?? '',
      call.durationSec,
      call.costJpy,
      call.costSource,
      call.country,
      call.prefix,
      (numbers && calledOf(numbers, call)) ?? call.calledMasked,
    ]),
  );
  return [csvLine([...titles, ...more]), ...lines].join('');
}

/** `null` where its time to be kept is over. */
function calledOf(numbers: FullNumbers, call: Pick<CaseCall, 'source' | 'callId' | 'startedAt'>) {
  return numbers.get(keyOf(call)) ?? null;
}

/** Sum of decimals with at most three places, exact. */
function decimal(values: readonly string[]): string {
  const thousandths = values.reduce((sum, value) => sum + Math.round(Number(value) * 1000), 0);
  return (thousandths / 1000).toFixed(3);
}

function iso(at: number): string;
function iso(at: number | null): string | null;
function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
