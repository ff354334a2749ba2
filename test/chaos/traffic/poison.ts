import type { Random } from '../random.ts';
import type { Outgoing } from './senders.ts';

export interface Poison extends Outgoing {
  reason: string;
}

type Kind = (id: string, now: number) => Omit<Poison, 'isPoison'>;

const record = (id: string, now: number) => ({
  subscriber: 'poisoned',
  callId: id,
  called: '0355501234',
  endedAt: now,
});
const text = (id: string, now: number, other: object) =>
  JSON.stringify({ ...record(id, now), ...other });

/** What neither the collector nor the detector can use. */
const ANYWHERE: readonly Kind[] = [
  (id) => ({ key: 'poisoned', value: `{"callId":"${id}",`, reason: 'not-json' }),
  (id) => ({ key: 'poisoned', value: `["${id}"]`, reason: 'not-object' }),
  (id, now) => ({
    key: 'poisoned',
    value: text(id, now, { durationSec: 'x' }),
    reason: 'bad-field',
  }),
  (id, now) => ({
    key: 'poisoned',
    value: text(id, now, { endedAt: 'never' }),
    reason: 'bad-time',
  }),
  (id, now) => ({
    key: 'poisoned',
    value: text(id, now, { endedAt: undefined }),
    reason: 'missing-field',
  }),
];

/** What only Kafka lets through to the detector. */
const IN_KAFKA: readonly Kind[] = [
  (id, now) => ({ key: 'another', value: text(id, now, {}), reason: 'bad-key' }),
  (id, now) => ({ key: null, value: text(id, now, {}), reason: 'bad-key' }),
];

export function planPoison(random: Random, id: string, channel: string, now: number): Poison {
  const kinds = channel === 'kafka' ? [...ANYWHERE, ...IN_KAFKA] : ANYWHERE;
  return { ...random.pick(kinds)(id, now), isPoison: true };
}
