import { EVIDENCE_NAMES } from './evidence-names.ts';

/** What each piece of evidence shows at an instant, by its index. */
export class Reading {
  /** How strong it is, from 0; grows with `observed`. */
  readonly strength = new Float64Array(EVIDENCE_NAMES.length);
  /** What was seen, in a unit for people. */
  readonly observed = new Float64Array(EVIDENCE_NAMES.length);
  /** What is usual, in the same unit. */
  readonly usual = new Float64Array(EVIDENCE_NAMES.length);

  clear(): void {
    this.strength.fill(0);
    this.observed.fill(0);
    this.usual.fill(0);
  }

  set(index: number, strength: number, observed: number, usual: number): void {
    this.strength[index] = strength;
    this.observed[index] = observed;
    this.usual[index] = usual;
  }
}
