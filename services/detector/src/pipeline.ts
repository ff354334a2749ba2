import type { Decoded, Reject } from '@sekisho/cdr';
import type { Counters } from './counters.ts';
import type { EnrichedRecord, ForgottenLeg, Outcome } from './outcome.ts';
import type { Partition } from './partition.ts';
import type { RecalledLeg } from './recall.ts';

/** Decoded records in input order; what a reject says of its record is asked by its index. */
export interface DecodedBatch {
  readonly outcomes: readonly Decoded[];
}

export interface PipelineSteps<Batch extends DecodedBatch> {
  /** Before each record: where it stands. */
  place(partition: Partition, batch: Batch, index: number): void;
  /** Makes durable what a question to the store must see. */
  settle(): Promise<void>;
  /** Asks the store for a leg. */
  recall(leg: ForgottenLeg): Promise<RecalledLeg | undefined>;
  /** Stores an accepted record. */
  write(record: EnrichedRecord, partition: Partition): void;
  /** After each record, whatever became of it: what it led to is acted on. */
  act(partition: Partition): void;
  counters: Counters;
  onReject(reject: Reject, batch: Batch, index: number, partition: Partition): void;
}

/** decode → enrich → score → store → act: the way of every record, from its batch to its outcome. */
export function createPipeline<Batch extends DecodedBatch>(steps: PipelineSteps<Batch>) {
  const { place, write, act, counters, onReject } = steps;

  return async function run(partition: Partition, batch: Batch, from = 0): Promise<void> {
    for (let index = from; index < batch.outcomes.length; index++) {
      const decoded = batch.outcomes[index]!;
      place(partition, batch, index);
      let outcome =
        decoded.outcome === 'ok' ? partition.enrich(decoded.cdr, partition.position) : decoded;
      if (outcome.outcome === 'forgotten') outcome = await recalled(partition, decoded, outcome);
      counters.records++;
      if (outcome.outcome === 'reject') {
        count(counters, outcome);
        onReject(outcome, batch, index, partition);
      } else if (outcome.outcome === 'drop') {
        counters.duplicates++;
      } else {
        counters.accepted++;
        if (outcome.row.late) counters.late++;
        partition.score(outcome);
        write(outcome, partition);
      }
      act(partition);
    }
  };

  async function recalled(
    { enrich, position }: Partition,
    decoded: Decoded,
    leg: ForgottenLeg,
  ): Promise<Outcome> {
    await steps.settle();
    const stored = (await steps.recall(leg)) ?? null;
    const outcome = decoded.outcome === 'ok' ? enrich(decoded.cdr, position, stored) : decoded;
    if (outcome.outcome === 'forgotten') throw new Error('a recalled leg was asked for again');
    return outcome;
  }
}

function count(counters: Counters, { reason }: Reject): void {
  counters.rejected++;
  counters.rejectedBy[reason] = (counters.rejectedBy[reason] ?? 0) + 1;
}
