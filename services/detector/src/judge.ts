import type { AlertVersion, Scorer } from '@sekisho/rules';
import { noDecisions, type StoredDecisions } from './stream/stored-versions.ts';
import type { SubscriberIndex } from './subscriber-index.ts';

const NONE: readonly AlertVersion[] = [];

/**
 * One rule set at work on a partition: its windows and episodes, and what it decided before this
 * process came. While that reaches further than the records, it is adopted, not decided anew.
 */
export class Judge {
  readonly scorer: Scorer;
  decisions: StoredDecisions = noDecisions();

  constructor(scorer: Scorer) {
    this.scorer = scorer;
  }

  /** Whether decisions are stored that were made on the record at `offset` or on later ones. */
  isBehind(offset: number): boolean {
    return this.decisions.through >= offset;
  }

  /** Before the record at `offset`: beyond what is stored it decides by itself. */
  begin(offset: number): void {
    if (this.scorer.isFilling && !this.isBehind(offset)) this.scorer.isFilling = false;
    this.foretell(offset);
  }

  /** Before the record at `offset` is applied: what was decided on it. */
  foretell(offset: number): void {
    this.scorer.foretell(this.decisions.byOffset.get(offset) ?? NONE);
  }

  /** What is stored of the record at `offset`, all of it taken over; called once it is applied. */
  adopt(offset: number, subscribers: SubscriberIndex): readonly AlertVersion[] {
    this.scorer.adoptRest((subscriber) => subscribers.of(subscriber));
    return this.decisions.byOffset.get(offset) ?? NONE;
  }

  /** After the record at `offset`: it is never adopted again. */
  end(offset: number): void {
    this.decisions.byOffset.delete(offset);
    if (this.scorer.isFilling && !this.isBehind(offset + 1)) this.scorer.isFilling = false;
  }
}
