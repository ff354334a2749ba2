import type { Samples } from './samples.ts';

/** As if so much more weight lay on the side that says nothing. */
export const CAUTION = 5;
/** One attack alone is no rule; where there are few, a tenth of them is. */
const LEAST_ATTACK_WEIGHT = 40;
const LEAST_ATTACK_SHARE = 0.1;

/** By sample, slope and curvature of the logistic loss, and the weight of attacks. */
export class LossSlopes {
  readonly slope: Float64Array;
  readonly curve: Float64Array;
  /** A sample's weight where it is of an attack, else 0. */
  readonly attack: Float64Array;
  /** A step must hold for so much weight of attacks. */
  readonly leastAttack: number;
  /** What no evidence at all comes to, in log odds. */
  bias: number;
  readonly #samples: Samples;

  constructor(samples: Samples) {
    this.#samples = samples;
    this.slope = new Float64Array(samples.length);
    this.curve = new Float64Array(samples.length);
    this.attack = Float64Array.from(this.slope, (_, i) =>
      samples.isAttack(i) ? samples.weight(i) : 0,
    );
    const attack = this.attack.reduce((sum, weight) => sum + weight, 0);
    this.leastAttack = Math.min(LEAST_ATTACK_WEIGHT, LEAST_ATTACK_SHARE * attack);
    const all = this.slope.reduce((sum, _, i) => sum + samples.weight(i), 0);
    this.bias = Math.log(attack / (all - attack));
  }

  /** Takes the slopes where scores stand, and moves the bias along. */
  take(scores: Float64Array): void {
    let [slopes, curves] = [0, 0];
    for (let i = 0; i < scores.length; i++) {
      const probability = 1 / (1 + Math.exp(-this.bias - scores[i]!));
      const weight = this.#samples.weight(i);
      const slope = weight * (probability - (this.#samples.isAttack(i) ? 1 : 0));
      const curve = weight * probability * (1 - probability);
      this.slope[i] = slope;
      this.curve[i] = curve;
      slopes += slope;
      curves += curve;
    }
    this.bias -= slopes / (curves + CAUTION);
  }
}
