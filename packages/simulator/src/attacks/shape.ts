import type { CallSource } from '../equipment.ts';
import type { Leg } from '../leg.ts';
import type { DirectoryKind, Span } from '../populations/population.ts';
import type { Random } from '../random.ts';
import type { Label } from '../record.ts';
import type { Subscriber } from '../subscriber.ts';
import type { AttackSetting } from './attack-setting.ts';
import type { Taste } from './countries.ts';
import type { When } from './timing.ts';

/** Somebody in possession of a victim's lines. */
export interface Intruder {
  victim: Subscriber;
  lines: readonly string[];
  /** So many calls at once. */
  channels: number;
  dialHabit: string;
  /** Where the provider sees the next call come from. */
  from(rng: Random, at: number): CallSource;
}

/** One attack about to happen. */
export interface Scene {
  rng: Random;
  setting: AttackSetting;
  shape: Shape;
  /** Epoch milliseconds; legs start in between, but for test calls ahead of them. */
  startsAt: number;
  endsAt: number;
  /** At least one; one for each victim. */
  intruders: readonly Intruder[];
  label: Label;
}

/** How much and how an attack calls from one victim: the ends of what is drawn. */
interface Manner {
  calls: Span;
  perMinute: Span;
  /** Median talk time of answered calls in seconds, and the sigma of its log-normal spread. */
  talkSec: Span;
  sigma: Span;
  /** Share of the calls that are answered. */
  answered: Span;
  countries: Span;
  /** Different numbers called. */
  numbers: Span;
}

/** A way of attacking. Its figures come from published cases, drawn wide around them. */
export interface Shape {
  /** Kinds of subscribers it looks for. */
  targets: readonly DirectoryKind[] | 'any';
  /** Default one; never more than three in a hundred subscribers. */
  victims?: Span;
  /** From the first to the last start; a short run cuts it. */
  hours: Span;
  /** Default `mixed`. */
  when?: When;
  /** Through the victim's own equipment alone, never through it, or (the default) either. */
  device?: 'own' | 'other';
  /** Default `mixed`. */
  taste?: Taste;
  /** Hours from test calls to the attack; without it only some attacks make test calls. */
  testedBefore?: Span;
  /** Who is deceived into calling is a victim without anybody else on the line. */
  victimCalls?: true;
  /** Whom it looks for among the subscribers of its kinds; none: any of them. */
  prefers?(rng: Random, candidates: readonly Subscriber[]): Subscriber[];
  manner: Manner;
  /** All legs but test calls, in any order. */
  legs(scene: Scene): Leg[];
}
