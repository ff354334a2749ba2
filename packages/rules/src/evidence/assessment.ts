/** What one weighing of a subscriber's evidence showed. */
export interface Assessment {
  subscriber: string;
  /** Epoch ms. */
  at: number;
  points: number;
  /** How strong each piece of evidence was, in the order of `EVIDENCE_NAMES`. */
  strengths: Float64Array;
}
