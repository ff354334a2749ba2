import type { Taste } from '../numbers/countries-taste.ts';
import type { Rhythm } from '../rhythm.ts';
import type { EquipmentKind } from '../user-agents.ts';

/** As in the directory of subscribers. */
export type DirectoryKind =
  | 'home'
  | 'office'
  | 'pbx'
  | 'callcenter'
  | 'hospital'
  | 'hotel'
  | 'embassy'
  | 'shipping'
  | 'other';

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
  /** Mean without calls abroad, and the sigma of its log-normal spread over subscribers. */
  legsPerDay: number;
  spread: number;
  rhythm: Rhythm;
  /** Share of legs within Japan that the subscriber places. */
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

/** How a population calls other countries; subscribers draw their own from it. */
interface Abroad {
  /** Share of its subscribers who ever do. */
  callers: number;
  /** Median of their calls a day, and the sigma of its log-normal over subscribers. */
  perDay: number;
  spread: number;
  /** How many countries are usual for one subscriber, every doubling equally likely. */
  countries: Span;
  /** How many people there. */
  contacts: Span;
  taste: Taste;
  /** A country new to it comes up often. */
  worldwide: boolean;
  /** When it calls abroad, where that is not when it calls at home. */
  rhythm?: Rhythm;
}
