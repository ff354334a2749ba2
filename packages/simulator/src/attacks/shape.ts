import type { CallSource } from '../equipment.ts';
import type { Leg } from '../leg.ts';
import type { Span } from '../populations/population.ts';
import type { Random } from '../random.ts';
import type { Label } from '../record.ts';
import type { Subscriber } from '../subscriber.ts';

/** Somebody in possession of a victim's lines. */
export interface Intruder {
  victim: Subscriber;
  lines: readonly string[];
  /** The victim's own equipment where its PBX is abused, else a device with its credentials. */
  from: CallSource;
  dialHabit: string;
}

/** One attack about to happen. */
export interface Scene {
  rng: Random;
  /** Epoch milliseconds; legs start in between. */
  startsAt: number;
  endsAt: number;
  /** At least one; one for each victim. */
  intruders: readonly Intruder[];
  label: Label;
}

/** A way of attacking. Its figures come from published cases, drawn wide around them. */
export interface Shape {
  /** Names of the populations it looks for. */
  targets: readonly string[];
  victims: Span;
  /** From the first to the last start; a short run cuts it. */
  hours: Span;
  /** At night alone, whatever the day. */
  nightOnly: boolean;
  /** Only through the victim's own PBX. */
  ownPbx: boolean;
  /** All legs, in any order. */
  legs(scene: Scene): Leg[];
}
