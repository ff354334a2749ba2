/** Where a record stands in its input, and when it was written down. */
export interface Position {
  topic: string;
  partition: number;
  offset: number;
  /** Epoch ms, wall clock. */
  ingestedAt: number;
}
