import type { Engine } from '@sekisho/clickhouse';
import type { DestinationCaseKind, DestinationCaseVersion } from '@sekisho/rules';
import { referenceNumber } from '../call-marks.ts';
import { FILL_WITHIN } from './fill-within.ts';

/** Times are epoch ms; 64-bit integers come as text. */
interface StoredCase {
  partition: number;
  caseId: string;
  lastStep: number;
  key: string;
  caseKind: DestinationCaseKind;
  opened: string;
  shownAt: string;
  first: string;
  last: string;
  ends: string;
  mostCallers: number;
  mostSuspected: number;
  mostBarred: number;
  lastExpected: number;
  mostSurprise: number;
  numbers: string[];
  rules: string;
}

/**
 * The destination cases that were stored of partitions of a topic within the horizon, each as it
 * was shown last, by partition.
 * @param topic of the calls that the cases were found in
 */
export async function readCases(
  engine: Engine,
  topic: string,
  partitions: readonly number[],
): Promise<Map<number, DestinationCaseVersion[]>> {
  const millis = (column: string) =>
    `toString(toUnixTimestamp64Milli(argMax(v.${column}, newest)))`;
  const rows = await engine.query<StoredCase>(
    `with tuple(v.\`offset\`, v.step) as newest
     select v.partition as partition, case_id as caseId, argMax(v.step, newest) as lastStep,
            argMax(v.destination, newest) as key, argMax(v.kind, newest) as caseKind,
            ${millis('opened_at')} as opened, ${millis('at')} as shownAt,
            ${millis('first_at')} as first, ${millis('last_at')} as last,
            ${millis('ends_at')} as ends, argMax(v.callers, newest) as mostCallers,
            argMax(v.suspected, newest) as mostSuspected, argMax(v.barred, newest) as mostBarred,
            argMax(v.expected, newest) as lastExpected, argMax(v.surprise, newest) as mostSurprise,
            argMax(v.hotlines, newest) as numbers, argMax(v.rules_version, newest) as rules
       from destination_case_version as v
      where topic = {topic:String} and v.partition in {partitions:Array(UInt32)} and ${FILL_WITHIN}
      group by v.partition, case_id
      order by opened`,
    { topic, partitions },
  );
  const cases = Map.groupBy(rows, ({ partition }) => partition);
  return new Map([...cases].map(([partition, of]) => [partition, of.map(versionOf)]));
}

function versionOf(row: StoredCase): DestinationCaseVersion {
  return {
    caseId: row.caseId,
    step: row.lastStep,
    key: row.key,
    kind: row.caseKind,
    openedAt: Number(row.opened),
    at: Number(row.shownAt),
    firstAt: Number(row.first),
    lastAt: Number(row.last),
    endsAt: Number(row.ends),
    callers: row.mostCallers,
    suspected: row.mostSuspected,
    barred: row.mostBarred,
    expected: row.lastExpected,
    surprise: row.mostSurprise,
    hotlines: row.numbers.map(referenceNumber),
    ruleSetVersion: row.rules,
  };
}
