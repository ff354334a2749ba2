import { setTimeout as pause } from 'node:timers/promises';
import type { BenchServers } from '../stream/bench-servers.ts';
import { perSecond } from '../stream/figures.ts';
import { appliedAt, otherDecisions } from './applied.ts';
import { fillDirectory } from './fill-directory.ts';
import { RecordSender } from './record-sender.ts';
import { roundTripsDuring } from './round-trips.ts';
import { startServices } from './services.ts';
import { simulatedDay } from './simulated-day.ts';
import { openStand, type Stand } from './stand.ts';
import { type Strike, strike } from './strike.ts';
import { printFigure, spread } from './table.ts';
import { type Victim, victim } from './victim.ts';

const PARTITIONS = 12;
const STRIKE_EVERY_MS = 250;
const WARM_UP_MS = 5000;
/** The last are barred before the traffic ends. */
const COOL_DOWN_MS = 2000;

/** Record at the collector's HTTP → bar on Kamailio, while others' records come at a rate. */
export async function fromRecordToBar(
  servers: BenchServers,
  rate: number,
  forMs: number,
): Promise<void> {
  await using stand = await openStand(servers.databaseUrl);
  const { lines, directory } = simulatedDay((rate * forMs) / 1000);
  const count = Math.max(1, Math.floor((forMs - WARM_UP_MS - COOL_DOWN_MS) / STRIKE_EVERY_MS));
  const victims = Array.from({ length: count }, (_, n) => victim(n));
  await fillDirectory(stand, directory, victims);
  const stream = await servers.open(PARTITIONS);
  const env = { ...stream.env, ...stand.env };
  await using services = await startServices(['detector', 'enforcer', 'collector'], env);
  const sender = new RecordSender(services.url);
  let strikes: Strike[] = [];
  let sendingMs = 0;
  const reference = await roundTripsDuring(stand, async () => {
    [sendingMs, strikes] = await Promise.all([
      sender.stream(lines, rate, forMs),
      strikeAll(stand, sender, victims),
    ]);
  });
  const at = `at ${rate.toLocaleString('en')}/s`;
  const print = (what: string, figure: string) => printFigure(`${what} ${at}`, figure, reference);
  const others = await otherDecisions(stand.ledger, 'victim-');
  print('records durable', `${perSecond(lines.length, sendingMs)}, ${others}`);
  print('record sent → durable', spread(strikes.map(({ durableMs }) => durableMs)));
  const barred = strikes.map(({ barredMs }) => barredMs);
  print(`record sent → bar stands, ${count} victims`, spread(barred));
  print('record sent → read back by the enforcer', spread(await waitsOf(stand, strikes)));
  await stream.engine.close();
}

async function strikeAll(
  stand: Stand,
  sender: RecordSender,
  victims: readonly Victim[],
): Promise<Strike[]> {
  const strikes: Promise<Strike>[] = [];
  await pause(WARM_UP_MS);
  for (const each of victims) {
    strikes.push(strike(stand, sender, each));
    await pause(STRIKE_EVERY_MS);
  }
  return Promise.all(strikes);
}

/** Until the ledger says that each is barred; it does once calls that were up have been ended. */
async function waitsOf({ ledger }: Stand, strikes: readonly Strike[]): Promise<number[]> {
  const applied = await appliedAt(
    ledger,
    strikes.map(({ subscriber }) => subscriber),
  );
  return strikes.map(({ subscriber, sentAt }) => applied.get(subscriber)! - sentAt);
}
