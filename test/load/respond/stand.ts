import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ledger, migrateLedger, openLedger } from '@sekisho/ledger';
import { Lab } from '../../lab/lab.ts';

/** A Kamailio that bars nobody yet and a ledger that knows nothing, of one measurement's own. */
export interface Stand extends AsyncDisposable {
  lab: Lab;
  ledger: Ledger;
  /** For the services. */
  env: Readonly<Record<string, string>>;
}

/** Under which the enforcer notes what it put on the Kamailio. */
export const NODE = 'proxies/lab';

/** @param reachedAt where the enforcer reaches the Kamailio instead of where that listens */
export async function openStand(
  server: string,
  reachedAt = (rpcUrl: string) => Promise.resolve(rpcUrl),
): Promise<Stand> {
  const databaseUrl = await makeDatabase(server);
  const ledger = openLedger(databaseUrl, { timeoutMs: 60_000 });
  const lab = await Lab.start();
  const rpcUrl = await reachedAt(lab.switch.rpcUrl);
  return {
    lab,
    ledger,
    env: {
      DATABASE_URL: databaseUrl,
      TARGETS_FILE: write(lab, 'targets.json', targetsOf(rpcUrl)),
      POLICY_FILE: write(lab, 'policy.json', POLICY),
    },
    async [Symbol.asyncDispose]() {
      await ledger.close();
      await lab[Symbol.asyncDispose]();
    },
  };
}

async function makeDatabase(server: string): Promise<string> {
  const name = `bench_${randomBytes(4).toString('hex')}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  const admin = openLedger(server, { connections: 1 });
  try {
    await admin.run(`create database ${name}`);
  } finally {
    await admin.close();
  }
  await migrateLedger(url.href);
  return url.href;
}

function targetsOf(rpcUrl: string) {
  return {
    targets: { proxies: { kind: 'kamailio', nodes: { lab: rpcUrl } } },
    services: { '*': ['proxies'] },
  };
}

/** More bars at once than an operator would let begin by themselves. */
const POLICY = {
  name: 'bench',
  breaker: { bars: 1_000_000, within: '1h' },
  services: {
    '*': {
      mode: 'enforce',
      releasePath: 'nobody: this is a bench',
      terms: { clause: 'none', version: '1', date: '2015-08-20' },
      severities: { critical: { action: 'restrict', for: '12h', teardown: true } },
    },
  },
};

function write(lab: Lab, name: string, content: unknown): string {
  const file = join(lab.folder, name);
  writeFileSync(file, JSON.stringify(content));
  return file;
}
