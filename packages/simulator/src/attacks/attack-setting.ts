/** What a setting draws attacks from; shares are 0–1. */
export interface AttackSetting {
  /** Share of attacks that begin on a weekend (from Friday evening) or in a night. */
  offHours: number;
  /** Share of those that begin between Friday evening and Monday morning. */
  weekend: number;
  /** Share of the victims that are firms, where a shape takes anybody. */
  firms: number;
  /** Share of attacks from a device of the intruder, not through the victim's own. */
  otherDevice: number;
  /** Share of such devices with an address in Japan. */
  japanese: number;
  /** Share of intruders that dial abroad as the victim does. */
  victimsHabit: number;
  /** Countries are drawn from published cases, from all alike, or (the rest) by lawful use. */
  published: number;
  alike: number;
  /** The most that is drawn, of numbers of a wrong length and of numbers nobody has. */
  wrongLength: number;
  unallocated: number;
  /** Share of ranges whose numbers are no neighbours. */
  scattered: number;
  /** Share of attacks that stop for hours and come back, and that call one range after another. */
  pauses: number;
  phases: number;
  /** Share of attacks that leave when nothing is answered any more. */
  patience: number;
  /** Share of attacks that borrow the countries and the hours of another shape. */
  mixed: number;
  /** Share of attacks that try a few calls some time before, whatever their shape. */
  tested: number;
  /** Share of victims whose line or PBX carries any number of calls at once. */
  unlimited: number;
  /** Multiply rates and talk times; the ends of the ranges are wide as they are. */
  rate: number;
  talk: number;
  /** No victim has more calls than so many in one attack. */
  mostCalls: number;
}

// Published: four attacks in five on weekends and at night; about 15 % of the calls to numbers of
// a wrong length, here as the mean of what is drawn; a fifth of test numbers unallocated.
export const standardAttacks: AttackSetting = {
  offHours: 0.8,
  weekend: 0.65,
  firms: 0.6,
  otherDevice: 0.5,
  japanese: 0.5,
  victimsHabit: 0.85,
  published: 0.55,
  alike: 0.3,
  wrongLength: 0.3,
  unallocated: 0.3,
  scattered: 0.4,
  pauses: 0.35,
  phases: 0.3,
  patience: 0.6,
  mixed: 0.2,
  tested: 0.15,
  unlimited: 0.4,
  rate: 1,
  talk: 1,
  mostCalls: 4_000,
};

/** Differs throughout, to show how well what was fitted on one setting does on another. */
export const otherAttacks: AttackSetting = {
  offHours: 0.6,
  weekend: 0.4,
  firms: 0.35,
  otherDevice: 0.7,
  japanese: 0.6,
  victimsHabit: 0.6,
  published: 0.25,
  alike: 0.4,
  wrongLength: 0.1,
  unallocated: 0.5,
  scattered: 0.7,
  pauses: 0.55,
  phases: 0.5,
  patience: 0.8,
  mixed: 0.35,
  tested: 0.3,
  unlimited: 0.2,
  rate: 0.6,
  talk: 0.75,
  mostCalls: 3_000,
};
