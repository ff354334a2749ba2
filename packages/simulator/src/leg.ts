import { callId } from './call-id.ts';
import type { CallSource } from './device.ts';
import type { Outcome } from './outcome.ts';
import type { Random } from './random.ts';
import type { Label, LegKind } from './record.ts';
import type { Subscriber } from './subscriber.ts';

/** One call leg, whole: its records are cut from it. */
export interface Leg {
  subscriber: Subscriber;
  callId: string;
  line: string;
  direction: 'outbound' | 'inbound';
  /** To a number of another country, in whatever form. */
  abroad: boolean;
  legKind: LegKind | null;
  divertedFrom: string | null;
  calling: string;
  called: string;
  /** Epoch milliseconds. */
  startedAt: number;
  answeredAt: number | null;
  endedAt: number;
  cause: number;
  from: CallSource;
  trunk: string;
  correlationId: string | null;
  label: Label | null;
}

/** What a population or an attack decides about a leg. */
export interface LegDraft {
  subscriber: Subscriber;
  line: string;
  direction: 'outbound' | 'inbound';
  /** Default: the switch says nothing of it, an ordinary call. */
  legKind?: LegKind;
  /** The number that forwarded. */
  divertedFrom?: string;
  /** The other party as signalled: dialled by us, or calling us. */
  far: string;
  abroad: boolean;
  startedAt: number;
  outcome: Outcome;
  from: CallSource;
  /** The same in all legs of one call. */
  correlationId?: string;
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
    abroad: draft.abroad,
    legKind: draft.legKind ?? null,
    divertedFrom: draft.divertedFrom ?? null,
    calling: direction === 'outbound' ? line : far,
    called: direction === 'outbound' ? far : line,
    startedAt,
    answeredAt: outcome.talkMs === null ? null : afterRing,
    endedAt: afterRing + (outcome.talkMs ?? 0),
    cause: outcome.cause,
    from,
    trunk: trunk(rng, draft),
    correlationId: draft.correlationId ?? null,
    label,
  };
}
