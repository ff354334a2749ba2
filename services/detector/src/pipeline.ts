import type { Decoded, Reject } from '@sekisho/cdr';
import type { Counters } from './counters.ts';
import type { Enrich } from './enrich.ts';
import type { EnrichedRecord, ForgottenLeg, Outcome } from './outcome.ts';
import type { Position } from './position.ts';
import type { RecalledLeg } from './recall.ts';
import type { Writer } from './write.ts';

/** Decoded records in input order; what a reject says of its record is asked by its index. */
export interface DecodedBatch {
  readonly outcomes: readonly Decoded[];
}

export interface PipelineSteps<Batch extends DecodedBatch> {
  enrich: Enrich;
  /** Asks the store for a leg. */
  recall(leg: ForgottenLeg): Promise<RecalledLeg | undefined>;
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
  const { enrich, recall, score, writer, position, counters, onReject, now } = steps;

  return async function run(batch: Batch): Promise<void> {
    position.ingestedAt = now();
    for (let index = 0; index < batch.outcomes.length; index++) {
      const decoded = batch.outcomes[index]!;
      counters.records++;
      let outcome = decoded.outcome === 'ok' ? enrich(decoded.cdr, position) : decoded;
      if (outcome.outcome === 'forgotten') outcome = await enrichRecalled(decoded, outcome);
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

  async function enrichRecalled(decoded: Decoded, leg: ForgottenLeg): Promise<Outcome> {
    await writer.flush();
    const recalled = (await recall(leg)) ?? null;
    const outcome = decoded.outcome === 'ok' ? enrich(decoded.cdr, position, recalled) : decoded;
    if (outcome.outcome === 'forgotten') throw new Error('a recalled leg was asked for again');
    return outcome;
  }
}

function count(counters: Counters, { reason }: Reject): void {
  counters.rejected++;
  counters.rejectedBy[reason] = (counters.rejectedBy[reason] ?? 0) + 1;
}
