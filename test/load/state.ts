// npm run bench:state: bytes held for a subscriber with international history, by how many calls.

import { loadNumbering, loadRuleSet } from '@sekisho/reference';
import { type InternationalLeg, Scorer } from '@sekisho/rules';

const SUBSCRIBERS = 100_000;
const T0 = Date.UTC(2026, 7, 10);
const MINUTE = 60_000;

const { destination } = loadNumbering().understand('01012125551234');
if (destination === null) throw new Error('the deck has no such destination');

const { gc } = globalThis;
if (gc === undefined) throw new Error('run it with --expose-gc, as npm run bench:state does');

for (const calls of [1, 3, 5, 10, 20]) {
  process.stdout.write(
    `${String(calls).padStart(3)} calls in 8 days: ${bytesPerSubscriber(calls, gc)} bytes\n`,
  );
}

function bytesPerSubscriber(calls: number, collect: () => void): number {
  collect();
  const before = process.memoryUsage().heapUsed;
  const scorer = new Scorer({
    ruleSet: loadRuleSet(),
    alertId: () => 'a-0',
    onVersion: () => undefined,
  });
  for (let call = 0; call < calls; call++) {
    for (let subscriber = 0; subscriber < SUBSCRIBERS; subscriber++)
      apply(scorer, subscriber, call);
  }
  collect();
  const held = process.memoryUsage().heapUsed - before;
  scorer.finish(T0);
  return Math.round(held / SUBSCRIBERS);
}

function apply(scorer: Scorer, subscriber: number, call: number): void {
  const leg = legOf(subscriber, call);
  const traits = {
    subscriber: `N${subscriber}`,
    service: 'default',
    kind: undefined,
    critical: false,
  };
  scorer.apply(subscriber, traits, leg, leg.at);
}

function legOf(subscriber: number, call: number): InternationalLeg {
  const at = T0 + call * 600 * MINUTE + subscriber;
  return {
    identity: { source: 'bench', callId: `${subscriber}-${call}`, event: 'stop', at },
    callKey: subscriber * 1000 + call,
    correlated: false,
    isFurther: false,
    offset: call * SUBSCRIBERS + subscriber,
    at,
    startedAt: at - MINUTE,
    answeredAt: at - MINUTE,
    endedAt: at,
    talkMs: MINUTE,
    costMilliYen: 9000,
    isRated: false,
    destination: destination!,
  };
}
