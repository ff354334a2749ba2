// npm run bench:state [-- --subscribers N] [--calls 1,5]: bytes held for a subscriber with
// international history, by how many calls it made, each to another number in one of its three ranges.
// A million take a gigabyte and minutes for each call: name few numbers of calls then.

import { spawnSync } from 'node:child_process';
import { totalmem } from 'node:os';
import { setImmediate as turn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadNumbering, loadRuleSet } from '@sekisho/reference';
import { type InternationalLeg, Scorer } from '@sekisho/rules';

const T0 = Date.UTC(2026, 7, 10);
const MINUTE = 60_000;

const { values } = parseArgs({
  options: {
    subscribers: { type: 'string', default: '100000' },
    calls: { type: 'string', default: '1,5,10,20' },
    // Set by the run itself: each number of calls is measured in a process of its own.
    'only-calls': { type: 'string' },
  },
});
const subscribers = Number(values.subscribers);

const { destination } = loadNumbering().understand('01012125551234');
if (destination === null) throw new Error('the deck has no such destination');

const { gc } = globalThis;
if (gc === undefined) throw new Error('run it with --expose-gc, as npm run bench:state does');

if (values['only-calls'] !== undefined) {
  process.stdout.write(`${await bytesPerSubscriber(Number(values['only-calls']), gc)}\n`);
} else {
  for (const calls of values.calls.split(',')) {
    const flags = [
      ...process.execArgv,
      `--max-old-space-size=${Math.floor(totalmem() / 2 ** 21)}`,
      fileURLToPath(import.meta.url),
      `--only-calls=${calls}`,
      `--subscribers=${subscribers}`,
    ];
    const { status, stdout } = spawnSync(process.execPath, flags, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (status !== 0) throw new Error(`the measurement of ${calls} calls failed`);
    process.stdout.write(`${calls.padStart(3)} calls in 8 days: ${stdout.trim()} bytes\n`);
  }
}

async function bytesPerSubscriber(calls: number, collect: () => void): Promise<number> {
  const before = await heldBytes(collect);
  const scorer = new Scorer({
    ruleSet: loadRuleSet(),
    alertId: () => 'a-0',
    onVersion: () => undefined,
  });
  for (let call = 0; call < calls; call++) {
    for (let subscriber = 0; subscriber < subscribers; subscriber++)
      apply(scorer, subscriber, call);
  }
  const held = (await heldBytes(collect)) - before;
  scorer.finish(T0);
  return Math.round(held / subscribers);
}

/** Objects, and the arrays that hours, known numbers and callers are kept in. */
async function heldBytes(collect: () => void): Promise<number> {
  // What an array held is freed beside the program, after the array itself.
  for (let i = 0; i < 3; i++) {
    collect();
    await turn();
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
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
    offset: call * subscribers + subscriber,
    at,
    startedAt: at - MINUTE,
    answeredAt: at - MINUTE,
    endedAt: at,
    talkMs: MINUTE,
    costMilliYen: 9000,
    isRated: false,
    destination: destination!,
    details: {
      number: subscriber * 1000 + call,
      block: subscriber * 1000,
      range: `1${100_000 + ((subscriber * 3 + (call % 3)) % 100_000)}`,
      form: '010',
      isOddLength: false,
      isForwarded: false,
      line: `03${subscriber}`,
      source: { network: 1 + (subscriber % 500), country: 'JP', agent: 1 + (subscriber % 40) },
    },
  };
}
