import type { Scene } from './scene.ts';

/** Something that goes wrong once. */
export interface Fault {
  what: string;
  /** Where it is tried for correctness. */
  testedIn: readonly string[];
  /** Lets it happen. Resolves when it is over: what is gone is back. */
  happen(scene: Scene): Promise<void>;
}
