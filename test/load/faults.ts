// npm run faults [-- --only TEXT]: lets each fault of the response happen once on real servers and a
// real Kamailio while contracts are abused, and prints what it cost as Markdown.
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { repeat } from '@sekisho/runtime';
import type { Fault } from './faults/fault.ts';
import { OF_KAMAILIO } from './faults/of-kamailio.ts';
import { OF_SERVERS } from './faults/of-servers.ts';
import { OF_SERVICES } from './faults/of-services.ts';
import { type Outcome, outcomeOf } from './faults/outcome.ts';
import { openScene, type Scene } from './faults/scene.ts';
import { startBenchServers } from './stream/bench-servers.ts';
import { quantile, seconds } from './stream/figures.ts';

const ATTACK_EVERY_MS = 500;
/** Shortly before the fault, so that some are at each step. */
const UNDER_WAY = 8;
const APART_MS = 75;
const BEFORE_MS = 2000;
const AFTER_MS = 1000;

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
const faults = [...OF_SERVICES, ...OF_KAMAILIO, ...OF_SERVERS].filter(
  ({ what }) => what === 'nothing' || what.includes(values.only),
);

async function suffer(scene: Scene, fault: Fault): Promise<Outcome> {
  const { attacks, bars } = scene;
  bars.takeLongestOpenMs();
  const attacking = repeat(ATTACK_EVERY_MS, async () => attacks.begin());
  await pause(BEFORE_MS);
  for (let n = 0; n < UNDER_WAY; n++) {
    attacks.begin();
    await pause(APART_MS);
  }
  await fault.happen(scene);
  await pause(AFTER_MS);
  await attacking.stop();
  return outcomeOf(scene, await attacks.settle());
}

function print({ what, testedIn }: Fault, outcome: Outcome): void {
  const { attacks, lost, twice, barredMs, openMs } = outcome;
  const bar = `${seconds(quantile(barredMs, 0.5))}, ${seconds(barredMs.at(-1) ?? Number.NaN)}`;
  const open = openMs === 0 ? 'never' : seconds(openMs);
  const where = testedIn.map((file) => `\`${file}\``).join(', ');
  row(what, String(attacks), lost, twice, bar, open, where);
}

function row(...cells: readonly string[]): void {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

const servers = await startBenchServers();
try {
  await using scene = await openScene(servers);
  // What runs for the first time is slow.
  await suffer(scene, faults[0]!);
  row(
    ...['fault', 'attacks', 'lost', 'twice', 'attack → bar: half, last', 'bars open', 'tried in'],
  );
  row(...Array.from({ length: 7 }, () => '---'));
  for (const fault of faults) print(fault, await suffer(scene, fault));
} finally {
  await servers.stop();
}
process.exit();
