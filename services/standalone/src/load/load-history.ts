import { type ReadOptions, type RecordBatch, readRecords } from '@sekisho/collector';
import { createDetector } from '@sekisho/detector';
import type { Directory } from '@sekisho/ledger';
import type { Numbering } from '@sekisho/numbering';
import type { RuleSet } from '@sekisho/rules';
import { type DataFolder, nextOffset } from '../data-folder.ts';
import { type RejectedEntry, RejectedFile } from '../start/rejected-file.ts';

/** Of its own, so that no window is ever filled from it. */
const TOPIC = 'history';

export interface LoadOptions {
  files: readonly string[];
  /** The data folder's path. */
  data: string;
  reading: ReadOptions;
  numbering: Numbering;
  ruleSet: RuleSet;
  directory: Directory;
  folder: DataFolder;
  onProgress(records: number): void;
}

export interface LoadSummary {
  records: number;
  accepted: number;
  duplicates: number;
  late: number;
  rejected: number;
  unknownLines: number;
}

/** Stores records as a replay does, with no rule that could find anything in them. */
export async function loadHistory(options: LoadOptions): Promise<LoadSummary> {
  const { files, data, reading, ruleSet, folder, onProgress } = options;
  const rejected = new RejectedFile(data, Date.now);
  let refused: RejectedEntry[] = [];
  const detector = createDetector<RecordBatch>({
    ...options,
    ...folder,
    ruleSet: unfinding(ruleSet),
    topic: TOPIC,
    firstOffset: await nextOffset(folder),
    onReject: (reject, batch, i) =>
      refused.push({ reject, file: batch.file(i), line: batch.line(i), raw: batch.raw(i) }),
    onAlert: () => undefined,
    now: Date.now,
  });
  for await (const batch of readRecords(files, reading)) {
    await detector.run(batch);
    await rejected.write(refused);
    refused = [];
    onProgress(detector.counters.records);
  }
  await detector.finish();
  const { records, accepted, duplicates, late, rejected: count, unknownLines } = detector.counters;
  return { records, accepted, duplicates, late, rejected: count, unknownLines };
}

// What is usual is still learned of it.
function unfinding({ evidence, ...ruleSet }: RuleSet): RuleSet {
  const never = { ask: Number.POSITIVE_INFINITY, restrict: Number.POSITIVE_INFINITY };
  return {
    ...ruleSet,
    rules: [],
    evidence: evidence === undefined ? undefined : { ...evidence, ...never },
  };
}
