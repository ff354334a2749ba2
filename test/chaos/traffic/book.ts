/** What the view must tell of a leg. */
export interface ExpectedCall {
  talkMs: number;
  costMilliYen: number;
  isLate: boolean;
}

/** A subscriber whose line must be closed. */
export interface Attack {
  subscriber: string;
  /** Legs that are not all acknowledged yet. */
  open: number;
  /** When the last of them was; epoch ms. */
  toldAt: number | undefined;
}

/** All that was sent and what must come of it, computed by hand. */
export class Book {
  /** By subscriber, source and call id, joined by blanks. */
  readonly calls = new Map<string, ExpectedCall>();
  readonly attacks = new Map<string, Attack>();
  /** Reasons by value. */
  readonly poison = new Map<string, string>();
  repeats = 0;
}

export function callKey(subscriber: string, source: string, callId: string): string {
  return `${subscriber} ${source} ${callId}`;
}
