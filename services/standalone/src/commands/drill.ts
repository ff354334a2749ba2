import { readFileSync } from 'node:fs';
import { appendAudit } from '@sekisho/ledger';
import { duration, type EnvironmentVariables } from '@sekisho/runtime';
import { Command } from 'commander';
import { withOperations } from '../control/open-operations.ts';
import type { Operations } from '../control/operations.ts';
import { type DrillResult, runDrill } from '../drill/run-drill.ts';
import { withLedger } from '../ledger-access.ts';
import { tokenFile } from '../start/http-token.ts';
import { UsageError } from '../usage-error.ts';

interface DrillFlags {
  data: string;
  url: string;
  by: string;
  within: string;
}

export function drillCommand(env: EnvironmentVariables): Command {
  return new Command('drill')
    .requiredOption(
      '--data <dir>',
      'data folder of a running sekisho start with the dry-run target',
    )
    .option('--url <url>', 'where it takes records in', 'http://127.0.0.1:8080')
    .option('--by <who>', 'who asks; kept with it', 'drill')
    .option('--within <time>', 'how long each step may take', '60s')
    .action((flags: DrillFlags) => drill(flags, env));
}

async function drill(flags: DrillFlags, env: EnvironmentVariables): Promise<void> {
  const within = duration.safeParse(flags.within);
  if (!within.success) {
    throw new UsageError(`--within ${flags.within}: write a time such as 60s or 2m`);
  }
  const subscriber = `drill-${Date.now().toString(36)}`;
  const passed = (result: DrillResult) => note(flags, env, subscriber, 'drill.passed', result);
  try {
    const result = await withOperations(flags.data, env, async (operations) => {
      await requireDryRun(operations);
      return runDrill({
        operations,
        send: (records) => send(flags, records),
        subscriber,
        by: flags.by,
        withinMs: within.data,
        now: Date.now,
      });
    });
    await passed(result);
    process.stdout.write(`${JSON.stringify(result)}\n`);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const because = error instanceof Error ? error.message : String(error);
    await note(flags, env, subscriber, 'drill.failed', { because });
    throw error;
  }
}

/** What nobody has cannot be barred on a switch that knows its contracts. */
async function requireDryRun(operations: Operations): Promise<void> {
  const { process: running } = await operations.status();
  if (running === null) {
    throw new UsageError('--data: nothing runs on it; begin sekisho start, then drill');
  }
  if (running.target === 'dry-run') return;
  throw new UsageError(
    `--data: its target is ${running.target}; a drill needs sekisho start --target dry-run`,
  );
}

async function send({ data, url }: DrillFlags, records: string): Promise<void> {
  const response = await fetch(new URL('/v1/cdrs', url), {
    method: 'POST',
    headers: { authorization: `Bearer ${readFileSync(tokenFile(data), 'utf8').trim()}` },
    body: records,
  }).catch((error: unknown) => {
    throw new Error(`${url} takes no records; name the address of sekisho start with --url`, {
      cause: error,
    });
  });
  const { accepted, rejected } = (await response.json()) as Partial<Record<string, unknown>>;
  if (response.status === 202 && Array.isArray(rejected) && rejected.length === 0) return;
  throw new Error(`${url} answers ${response.status}, ${String(accepted ?? 0)} records taken`);
}

function note(
  { data, by }: DrillFlags,
  env: EnvironmentVariables,
  subject: string,
  action: string,
  detail: object,
): Promise<number> {
  const record = { at: Date.now(), actor: by, action, subject, detail: { ...detail } };
  return withLedger({ data }, env, (ledger) => appendAudit(ledger, record));
}
