import type { EquipmentKind } from '../equipment.ts';
import type { Rhythm } from '../rhythm.ts';

/** As in the directory of subscribers. */
export type DirectoryKind =
  | 'home'
  | 'office'
  | 'pbx'
  | 'callcenter'
  | 'hospital'
  | 'hotel'
  | 'shipping';

/** A log-normal distribution in seconds. */
interface HoldingTime {
  medianSec: number;
  sigma: number;
}

export type Span = readonly [low: number, high: number];

/** One kind of lawful subscriber: who they are and how they call. */
export interface Population {
  name: string;
  kind: DirectoryKind;
  service: string;
  /** Relative number of such subscribers. */
  share: number;
  /** Mean over subscribers and over a week, and the sigma of its log-normal spread. */
  legsPerDay: number;
  spread: number;
  rhythm: Rhythm;
  /** Share of legs that the subscriber places. */
  outbound: number;
  /** Share of legs that somebody answers. */
  answered: number;
  /** Short and long conversations; holding times of telephony are two log-normals in a mix. */
  short: HoldingTime;
  long: HoldingTime;
  longShare: number;
  abroad: Abroad;
  lines: Span;
  equipment: EquipmentKind;
  critical: boolean;
}

/** How a population calls other countries. */
interface Abroad {
  /** Share of its subscribers who ever do. */
  callers: number;
  /** Relative share of their outbound legs; the run scales it to the share asked for. */
  weight: number;
  /** How many countries are usual for one subscriber. */
  countries: Span;
  /** How many people there. */
  contacts: Span;
  /** Partners anywhere in the world, not only where everybody calls. */
  worldwide: boolean;
}
