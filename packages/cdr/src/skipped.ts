/**
 * What a decoder answers to a line that is no call record at all: a comment, a row of another kind,
 * an event without meaning for calls. It is counted, and neither accepted nor rejected.
 */
export interface Skipped {
  outcome: 'skip';
}

export const SKIPPED: Skipped = { outcome: 'skip' };
