import { callId } from './call-id.ts';
import type { CallSource } from './equipment.ts';
import type { Outcome } from './outcome.ts';
import type { Random } from './random.ts';
import type { Label } from './record.ts';
import type { Subscriber } from './subscriber.ts';

/** One call leg, whole: its records are cut from it. */
export interface Leg {
  subscriber: Subscriber;
  callId: string;
  line: string;
  direction: 'outbound' | 'inbound';
  calling: string;
  called: string;
  /** Epoch milliseconds. */
  startedAt: number;
  answeredAt: number | null;
  endedAt: number;
  cause: number;
  from: CallSource;
  trunk: string;
  label: Label | null;
}

/** What a population or an attack decides about a leg. */
export interface LegDraft {
  subscriber: Subscriber;
  line: string;
  direction: 'outbound' | 'inbound';
  /** The other party as signalled: dialled by us, or calling us. */
  far: string;
  abroad: boolean;
  startedAt: number;
  outcome: Outcome;
  from: CallSource;
  label: Label | null;
}

function trunk(rng: Random, { direction, abroad }: LegDraft): string {
  if (direction === 'inbound') return `in${1 + rng.below(4)}`;
  return abroad ? `int${1 + rng.below(3)}` : `dom${1 + rng.below(4)}`;
}

export function createLeg(rng: Random, draft: LegDraft): Leg {
  const { subscriber, line, direction, far, outcome, from, label } = draft;
  const startedAt = Math.floor(draft.startedAt);
  const afterRing = startedAt + outcome.ringMs;
  return {
    subscriber,
    callId: callId(rng, subscriber.source),
    line,
    direction,
    calling: direction === 'outbound' ? line : far,
    called: direction === 'outbound' ? far : line,
    startedAt,
    answeredAt: outcome.talkMs === null ? null : afterRing,
    endedAt: afterRing + (outcome.talkMs ?? 0),
    cause: outcome.cause,
    from,
    trunk: trunk(rng, draft),
    label,
  };
}
