import { KNOWN } from './call-traits.ts';

/** What a history keeps of a call for evidence. */
export interface CallMarks {
  number: number;
  range: number;
  block: number;
  /** @see packTraits */
  traits: number;
}

export const NO_MARKS: CallMarks = { number: 0, range: 0, block: 0, traits: KNOWN };
