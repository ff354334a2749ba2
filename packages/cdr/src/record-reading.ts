import type { RecordDecoder } from './decoded.ts';

/**
 * What a record stands on. `lines`: one line. `json`: a JSON object, perhaps over several lines or
 * in an array; a line that is none is a record of its own. `paragraphs`: lines up to an empty one.
 */
export type RecordLayout = 'lines' | 'json' | 'paragraphs';

/** How files of one form are taken apart and read. It holds no state of a file. */
export interface RecordReading {
  readonly layout: RecordLayout;
  /** Whether records are in the contract's own form, and can be passed on byte for byte. */
  readonly isContractForm: boolean;
  /**
   * How many lines at the head of a file are no records, told by its first lines; empty lines do
   * not count. An answer above the number of lines given asks for one more; those given are then
   * none in any case.
   */
  headLines(first: readonly Buffer[]): number;
  /** The decoder of a file with these head lines. @throws HeadError when they cannot be used */
  open(head: readonly Buffer[]): RecordDecoder;
}

/** The head of a file does not name what its records are read by; the message names it. */
export class HeadError extends Error {
  override readonly name = 'HeadError';
  readonly code = 'head-unusable';
}
