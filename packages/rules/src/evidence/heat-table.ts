import { HashNumbers } from './hash-numbers.ts';
import { BARRED_WINDOW_MS, SUSPECTED } from './range-caller.ts';
import { FADES_MS, type Heat } from './range-heat.ts';
import { surprise } from './surprise.ts';
import { textHash } from './text-hash.ts';

const BARRED_FADES_MS = BARRED_WINDOW_MS / 2;
/** Of a caller with such a weight it is known that it was barred. */
const BARRED_WEIGHT = 1.5 * SUSPECTED;

/** What a heat is to one subscriber. */
export interface FeltHeat {
  /** How surprising it is, in nats: 0 or more. */
  heat: number;
  /** As how many callers those count who are suspected, beyond being callers. */
  suspect: number;
  /** Numbers to which it does not apply. */
  hotlines: readonly number[];
}

/** Of what nobody else calls. */
export const COLD: FeltHeat = { heat: 0, suspect: 0, hotlines: [] };
const SHARED = Number.POSITIVE_INFINITY;

/** A heat with its callers' weights added up as they stood at `at`, from where all fade alike. */
interface Warmth {
  heat: Heat;
  /** Epoch ms of the newest caller. */
  at: number;
  weight: number;
  /** Of callers that were barred: they fade slowly. */
  barredWeight: number;
  /** What suspicion adds to `weight`. */
  suspect: number;
  /** What each subscriber adds: nobody is suspect for what it did itself. */
  own: Map<string, Own>;
}

interface Own {
  weight: number;
  suspect: number;
  isBarred: boolean;
}

/** The heat of ranges as a detector knows it. */
export class HeatTable {
  readonly #warmths = new Map<string, Warmth>();
  /** By hash of the key, the most that it can be to anybody. */
  readonly #most = new HashNumbers();

  take(heat: Heat): void {
    const warmth = warmthOf(heat);
    const hash = textHash(heat.key);
    const most = surprise(warmth.weight + warmth.barredWeight, heat.expected);
    // Where two keys have one hash, nothing is sure of either.
    const known = this.#most.get(hash);
    const isShared = known !== undefined && (known === SHARED || !this.#warmths.has(heat.key));
    this.#most.set(hash, isShared ? SHARED : most);
    this.#warmths.set(heat.key, warmth);
  }

  /**
   * What a key with such a hash can be felt as at most, by whom and whenever; 0 where nothing was
   * told of it, as is so of most. It costs a tenth of asking what is felt.
   */
  mostFelt(hash: number): number {
    return this.#most.get(hash) ?? 0;
  }

  /** What others did there of late, as it is to one subscriber. */
  felt(key: string, subscriber: string, t: number): FeltHeat {
    const warmth = this.#warmths.get(key);
    if (warmth === undefined) return COLD;
    const own = warmth.own.get(subscriber);
    let { weight, barredWeight, suspect } = warmth;
    if (own?.isBarred === true) barredWeight -= own.weight;
    else if (own !== undefined) {
      weight -= own.weight;
      suspect -= own.suspect;
    }
    const age = Math.abs(t - warmth.at);
    const { expected, hotlines } = warmth.heat;
    if (weight + barredWeight <= expected) return COLD;
    const barred = barredWeight * Math.exp(-age / BARRED_FADES_MS);
    const faded = Math.exp(-age / FADES_MS);
    const heat = surprise(weight * faded + barred, expected);
    return { heat, suspect: Math.max(0, suspect * faded) + barred, hotlines };
  }
}

function warmthOf(heat: Heat): Warmth {
  const own = new Map<string, Own>();
  let at = Number.NEGATIVE_INFINITY;
  for (const caller of heat.callers) at = Math.max(at, caller.at);
  let [weight, barredWeight, suspect] = [0, 0, 0];
  for (const caller of heat.callers) {
    const isBarred = caller.weight >= BARRED_WEIGHT;
    const left = Math.exp((caller.at - at) / (isBarred ? BARRED_FADES_MS : FADES_MS));
    const part = { weight: caller.weight * left, suspect: suspectPart(caller.weight) * left };
    own.set(caller.subscriber, { ...part, isBarred });
    if (isBarred) barredWeight += part.weight;
    else {
      weight += part.weight;
      suspect += part.suspect;
    }
  }
  return { heat, at, weight, barredWeight, suspect, own };
}

// Who is only a caller weighs 1 at most.
function suspectPart(weight: number): number {
  return Math.max(0, weight - 1);
}
