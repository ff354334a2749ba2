// npm run bench:stream [-- --only throughput|latency|restart --records N]: the services on real
// servers, all on this machine; each figure beside what the same run's reference does.
import { parseArgs } from 'node:util';
import { startBenchServers } from './stream/bench-servers.ts';
import { latency } from './stream/latency.ts';
import { restart } from './stream/restart.ts';
import { throughput } from './stream/throughput.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    records: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '60' },
  },
});

const MEASUREMENTS = {
  throughput: [(on) => throughput(on, Number(values.records))],
  latency: [
    (on) => latency(on, 1000, Number(values.seconds) * 1000),
    (on) => latency(on, 5000, Number(values.seconds) * 1000),
  ],
  restart: [(on) => restart(on, 1_000_000, 1_000_000), (on) => restart(on, 10_000_000, 1_000_000)],
} satisfies Record<
  string,
  ((servers: Awaited<ReturnType<typeof startBenchServers>>) => Promise<void>)[]
>;

const servers = await startBenchServers();
try {
  for (const [name, measurements] of Object.entries(MEASUREMENTS)) {
    if (values.only !== undefined && values.only !== name) continue;
    for (const measure of measurements) await measure(servers);
  }
} finally {
  await servers.stop();
}
process.exit();
