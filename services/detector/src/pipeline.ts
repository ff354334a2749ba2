import type { Cdr, Decoded, Reject } from '@sekisho/cdr';
import type { Counters } from './counters.ts';
import type { Position } from './enrich.ts';
import type { EnrichedRecord, Outcome } from './outcome.ts';
import type { Writer } from './write.ts';

/** Decoded records in input order; what a reject says of its record is asked by its index. */
export interface DecodedBatch {
  readonly outcomes: readonly Decoded[];
}

export interface PipelineSteps<Batch extends DecodedBatch> {
  enrich(cdr: Cdr, position: Position): Outcome;
  score(record: EnrichedRecord): void;
  writer: Writer;
  /** Where the next accepted record will stand. */
  position: Position;
  counters: Counters;
  onReject(reject: Reject, batch: Batch, index: number): void;
  /** Epoch ms. */
  now(): number;
}

/** decode → enrich → score → store: the way of every record, from its batch to its outcome. */
export function createPipeline<Batch extends DecodedBatch>(steps: PipelineSteps<Batch>) {
  const { enrich, score, writer, position, counters, onReject, now } = steps;

  return async function run(batch: Batch): Promise<void> {
    position.ingestedAt = now();
    for (let index = 0; index < batch.outcomes.length; index++) {
      const decoded = batch.outcomes[index]!;
      counters.records++;
      const outcome = decoded.outcome === 'ok' ? enrich(decoded.cdr, position) : decoded;
      if (outcome.outcome === 'reject') {
        count(counters, outcome);
        onReject(outcome, batch, index);
      } else if (outcome.outcome === 'drop') {
        counters.duplicates++;
      } else {
        counters.accepted++;
        if (outcome.row.late) counters.late++;
        score(outcome);
        writer.append(outcome);
        position.offset++;
      }
    }
    await writer.flushIfFull();
  };
}

function count(counters: Counters, { reason }: Reject): void {
  counters.rejected++;
  counters.rejectedBy[reason] = (counters.rejectedBy[reason] ?? 0) + 1;
}
