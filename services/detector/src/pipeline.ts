import type { Decoded, Reject } from '@sekisho/cdr';
import type { Counters } from './counters.ts';
import type { EnrichedRecord, ForgottenLeg, Outcome } from './outcome.ts';
import type { Partition } from './partition.ts';
import type { RecalledLeg } from './recall.ts';
import { createRecalls } from './recalls.ts';

/** Decoded records in input order; what a reject says of its record is asked by its index. */
export interface DecodedBatch {
  readonly outcomes: readonly Decoded[];
}

export interface PipelineSteps<Batch extends DecodedBatch> {
  /** Before each record: where it stands. */
  place(partition: Partition, batch: Batch, index: number): void;
  /** Makes durable what a question to the store must see. */
  settle(): Promise<void>;
  /** Asks the store for legs; the answers are in the order of the questions. */
  recall(legs: readonly ForgottenLeg[]): Promise<(RecalledLeg | undefined)[]>;
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
    const recalls = createRecalls(steps, partition, batch.outcomes);
    for (let index = from; index < batch.outcomes.length; index++) {
      const decoded = batch.outcomes[index]!;
      place(partition, batch, index);
      let outcome =
        decoded.outcome === 'ok' ? partition.enrich(decoded.cdr, partition.position) : decoded;
      if (outcome.outcome === 'forgotten')
        outcome = recalled(partition, decoded, await recalls.of(outcome, index));
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

  function recalled(
    { enrich, position }: Partition,
    decoded: Decoded,
    stored: RecalledLeg | undefined,
  ): Outcome {
    const outcome =
      decoded.outcome === 'ok' ? enrich(decoded.cdr, position, stored ?? null) : decoded;
    if (outcome.outcome === 'forgotten') throw new Error('a recalled leg was asked for again');
    return outcome;
  }
}

function count(counters: Counters, { reason }: Reject): void {
  counters.rejected++;
  counters.rejectedBy[reason] = (counters.rejectedBy[reason] ?? 0) + 1;
}
