import { readDirectoryEntries } from '@sekisho/ledger';
import type { EnvironmentVariables } from '@sekisho/runtime';
import { Command } from 'commander';
import { openStoreOf } from '../backtest/open-history.ts';
import { type DormantSubscriber, dormantSubscribers } from '../dormant/dormant.ts';
import { readAbroad } from '../dormant/read-abroad.ts';
import { withLedger } from '../ledger-access.ts';
import { csvLine } from '../terminal/csv.ts';
import { UsageError } from '../usage-error.ts';
import { addWhere, type Where } from './where.ts';

/** Records are kept for 400 days. */
const LONGEST_MONTHS = 13;
/** A store that began on the day still counts. */
const DAY_MS = 86_400_000;

interface DormantFlags extends Where {
  months: string;
}

export function dormantCommand(env: EnvironmentVariables): Command {
  return addWhere(new Command('dormant'))
    .requiredOption('--months <n>', 'for so many months up to now')
    .addHelpText('after', '  CLICKHOUSE_URL, CLICKHOUSE_DATABASE  where the calls are\n')
    .action(async ({ months, ...where }: DormantFlags) => {
      const now = Date.now();
      const since = monthsBefore(now, months);
      const engine = await openStoreOf(where, env);
      const abroad = await readAbroad(engine).finally(() => engine.close());
      requireHistory(months, since, abroad.since);
      const entries = await withLedger(where, env, readDirectoryEntries);
      const found = dormantSubscribers(entries, { since, now, lastAbroad: abroad.lastAbroad });
      process.stdout.write([csvLine(COLUMNS), ...found.map(lineOf)].join(''));
    });
}

function monthsBefore(now: number, months: string): number {
  if (!/^[1-9]\d?$/.test(months) || Number(months) > LONGEST_MONTHS) {
    throw new UsageError(
      `--months ${months}: write 1 to ${LONGEST_MONTHS}; records are kept no longer`,
    );
  }
  const since = new Date(now);
  const day = since.getUTCDate();
  since.setUTCMonth(since.getUTCMonth() - Number(months));
  // The 31st of a month that has none is its last day.
  if (since.getUTCDate() !== day) since.setUTCDate(0);
  return since.getTime();
}

/** Who called is not known of a time without records: all would seem to be dormant. */
function requireHistory(months: string, since: number, stored: number | null): void {
  if (stored !== null && stored <= since + DAY_MS) return;
  const from = stored === null ? 'no records' : `records from ${iso(stored)} on alone`;
  throw new UsageError(
    `--months ${months}: the store has ${from}; name fewer months, or load older records with sekisho load`,
  );
}

const COLUMNS = [
  'subscriber',
  'customer',
  'service',
  'kind',
  'critical',
  'language',
  'contact_name',
  'contact_phone',
  'contact_email',
  'last_abroad_at',
];

function lineOf({ entry, lastAbroadAt }: DormantSubscriber): string {
  return csvLine([
    entry.subscriber,
    entry.customer,
    entry.service,
    entry.kind,
    entry.critical ? '1' : '0',
    entry.language,
    entry.contactName,
    entry.contactPhone,
    entry.contactEmail,
    lastAbroadAt === null ? '' : iso(lastAbroadAt),
  ]);
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
