import { repeat } from '@sekisho/runtime';
import type { Stand } from './stand.ts';

/** Times of single round trips, ms, as they were taken. */
export interface RoundTrips {
  kamailio: readonly number[];
  postgres: readonly number[];
}

const ONE_AFTER_ANOTHER = 200;
const SAMPLE_EVERY_MS = 100;

/** What an answer takes of a machine that does nothing else. */
export async function roundTrips(stand: Stand): Promise<RoundTrips> {
  const taken = { kamailio: [] as number[], postgres: [] as number[] };
  for (let n = 0; n < ONE_AFTER_ANOTHER; n++) await take(stand, taken);
  return taken;
}

/** What an answer takes while the work goes on. */
export async function roundTripsDuring(
  stand: Stand,
  work: () => Promise<void>,
): Promise<RoundTrips> {
  const taken = { kamailio: [] as number[], postgres: [] as number[] };
  const sampling = repeat(SAMPLE_EVERY_MS, () => take(stand, taken));
  try {
    await work();
  } finally {
    await sampling.stop();
  }
  return taken;
}

async function take(
  { lab, ledger }: Stand,
  taken: { kamailio: number[]; postgres: number[] },
): Promise<void> {
  taken.kamailio.push(await timeOf(() => lab.switch.rpc('core.uptime')));
  taken.postgres.push(await timeOf(() => ledger.run('select 1')));
}

/** In ms. */
export async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
