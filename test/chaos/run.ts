import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { openRemoteEngine } from '@sekisho/clickhouse';
import { startProducer } from '@sekisho/kafka';
import { openLedger } from '@sekisho/ledger';
import { checkAll } from './checks/check-all.ts';
import { Differences } from './checks/differences.ts';
import { checkLogs } from './checks/logs.ts';
import { drain } from './drain.ts';
import { type Fleet, startFleet } from './faults/fleet.ts';
import { storm } from './faults/storm.ts';
import { type ChaosOptions, readOptions } from './options.ts';
import { Random } from './random.ts';
import { type ChaosServers, startServers, TOPIC } from './servers.ts';
import { Switch } from './switch.ts';
import { Timeline } from './timeline.ts';
import { Courier } from './traffic/courier.ts';
import { sendToCollector, sendToKafka } from './traffic/senders.ts';
import { Traffic } from './traffic/traffic.ts';

const CALM_MS = 10_000;
const [TRAFFIC, FAULTS] = [1, 2];

/** Prints what was checked. @returns whether all was as it should be */
async function run(options: ChaosOptions): Promise<boolean> {
  const timeline = new Timeline();
  timeline.say(`seed ${options.seed}, ${options.minutes} minutes`);
  // With each third seed lines are opened again while the run goes on.
  const restrictFor = options.seed % 3 === 0 ? '60s' : '12h';
  const servers = await startServers(restrictFor, (line) => timeline.say(line));
  const lineSwitch = new Switch();
  const fleet = startFleet(servers, lineSwitch, await lineSwitch.start(), timeline);
  const found = new Differences();
  try {
    await shake(options, fleet, found);
  } finally {
    await Promise.all(fleet.services.map((service) => service.stop()));
    await lineSwitch.stop();
    checkLogs(servers.dir, found);
    for (const oddity of timeline.oddities) found.note('what nobody asked for', oddity);
    await servers.stop(options.keep || !found.isEmpty);
  }
  report(options, servers, found);
  return found.isEmpty;
}

async function shake(options: ChaosOptions, fleet: Fleet, found: Differences): Promise<void> {
  const { servers, timeline } = fleet;
  const { environment, brokers } = servers;
  const producer = await startProducer({ brokers, clientId: 'chaos' });
  const engine = await openRemoteEngine({ url: environment['CLICKHOUSE_URL']! });
  const ledger = openLedger(environment['DATABASE_URL']!);
  const courier = new Courier({
    kafka: sendToKafka(producer, TOPIC),
    collector: sendToCollector(
      () => fleet.collector.service?.url,
      environment['COLLECTOR_TOKEN_FILE']!,
    ),
  });
  const traffic = new Traffic(new Random(options.seed, TRAFFIC), courier);
  try {
    traffic.start();
    await pause(CALM_MS);
    const until = performance.now() + options.minutes * 60_000;
    const count = await storm(new Random(options.seed, FAULTS), fleet, until);
    timeline.say(`${count} faults; all are lifted`);
    traffic.finish();
    await drain({ fleet, traffic, courier, engine, ledger });
    timeline.say('all healthy');
    await checkAll({ fleet, book: traffic.book, courier, engine, ledger }, found);
  } catch (error) {
    found.note('the run did not end', error instanceof Error ? error.message : String(error));
  } finally {
    courier.stop();
    await producer.stop();
    await engine.close();
    await ledger.close();
  }
}

function report({ seed, keep }: ChaosOptions, { dir }: ChaosServers, found: Differences) {
  const checked = found.checked.map((line) => `  ${line}`).join('\n');
  process.stdout.write(`seed ${seed}\nchecked\n${checked}\n`);
  process.stdout.write(`${found.isEmpty ? 'all as it should be' : found.text()}\n`);
  if (keep || !found.isEmpty) process.stdout.write(`logs and data are kept in ${dir}\n`);
}

const options = readOptions(process.argv.slice(2), process.env, () => randomInt(1_000_000));
process.exit((await run(options)) ? 0 : 1);
