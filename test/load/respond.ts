// npm run bench:respond [-- --only record|reconcile|at-once --seconds N --bars N --at-once N]: from a
// record to a bar on a real Kamailio, all on this machine; each figure beside a round trip to the same
// Kamailio and the same PostgreSQL in the same run.
import { parseArgs } from 'node:util';
import { atOnce } from './respond/at-once.ts';
import { fromRecordToBar } from './respond/from-record-to-bar.ts';
import { reconcile } from './respond/reconcile.ts';
import { printHead } from './respond/table.ts';
import { type BenchServers, startBenchServers } from './stream/bench-servers.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    seconds: { type: 'string', default: '60' },
    bars: { type: 'string', default: '10000' },
    'at-once': { type: 'string', default: '1000' },
  },
});
const forMs = Number(values.seconds) * 1000;

const MEASUREMENTS: Readonly<Record<string, readonly ((on: BenchServers) => Promise<void>)[]>> = {
  record: [(on) => fromRecordToBar(on, 1000, forMs), (on) => fromRecordToBar(on, 5000, forMs)],
  reconcile: [(on) => reconcile(on, Number(values.bars))],
  'at-once': [(on) => atOnce(on, Number(values['at-once']))],
};

const servers = await startBenchServers();
try {
  printHead();
  for (const [name, measurements] of Object.entries(MEASUREMENTS)) {
    if (values.only !== undefined && values.only !== name) continue;
    for (const measure of measurements) await measure(servers);
  }
} finally {
  await servers.stop();
}
process.exit();
