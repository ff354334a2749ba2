import type { DeviceWorld } from '../equipment.ts';
import type { Leg } from '../leg.ts';
import type { Span } from '../populations/population.ts';
import type { Random } from '../random.ts';
import type { Subscriber } from '../subscriber.ts';

/** Epoch milliseconds. */
export interface Period {
  startsAt: number;
  endsAt: number;
}

/** One case about to happen. */
export interface CaseScene extends Period {
  rng: Random;
  world: DeviceWorld;
  /** At least one. */
  subscribers: readonly Subscriber[];
}

/** What a case is once everything about it is drawn. */
interface CasePlot {
  /** Changes made to subscribers beforehand; none where it only adds calls. */
  change?(scene: CaseScene): void;
  /** Its own legs in any order, those after `endsAt` left out by the planner. */
  legs?(scene: CaseScene): Leg[];
}

/** A kind of lawful traffic that looks like an attack. Its figures are drawn wide. */
export interface Case extends CasePlot {
  /** Names of the populations it happens to; any that suits where none of them is there. */
  suits: readonly string[];
  /** How many subscribers share one. */
  subscribers: Span;
  /** How long it lasts in hours; the end of the run cuts it. */
  hours: Span;
}
