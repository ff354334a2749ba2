import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Infra, startInfra } from '@sekisho/infra';

let started: { infra: Infra; dir: string } | undefined;

/** Starts servers of their own for a run of tests, which find them in their environment. */
export async function setup(): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'sekisho-servers-'));
  try {
    const tell = (line: string) => void process.stderr.write(`${line}\n`);
    const infra = await startInfra({ dir, tell, tied: true });
    started = { infra, dir };
    Object.assign(process.env, infra.environment);
  } catch (error) {
    await rm(dir, { recursive: true, force: true });
    throw error;
  }
}

export async function teardown(): Promise<void> {
  if (started === undefined) return;
  await started.infra.stop();
  await rm(started.dir, { recursive: true, force: true });
}
