import type { DirectoryHistory } from './directory-history.ts';
import type { Timeline } from './directory-intervals.ts';
import { FIRST_INSTANT, HOLDER_COLUMNS, LAST_INSTANT, PROFILE_COLUMNS } from './directory-rows.ts';
import type { Run } from './ledger.ts';

/** Rows of one statement: some hundred KiB. */
const CHUNK = 2000;

/** Puts the timelines of these subscribers in place of what is there. */
export function writeProfiles(
  run: Run,
  { profiles }: DirectoryHistory,
  subscribers: readonly string[],
): Promise<void> {
  const rows = subscribers.flatMap((subscriber) =>
    chained(profiles.get(subscriber) ?? [], (profile) => ({
      subscriber,
      customer: profile.customer,
      service: profile.service,
      kind: profile.kind,
      critical: profile.critical,
      language: profile.language,
      contact_name: profile.contactName,
      contact_phone: profile.contactPhone,
      contact_email: profile.contactEmail,
    })),
  );
  const types = `subscriber text, customer text, service text, kind text, critical boolean,
    language text, contact_name text, contact_phone text, contact_email text`;
  return replace(run, 'directory_entry', 'subscriber', subscribers, rows, PROFILE_COLUMNS, types);
}

/** The same for these lines. */
export function writeHolders(
  run: Run,
  { holders }: DirectoryHistory,
  lineKeys: readonly string[],
): Promise<void> {
  const rows = lineKeys.flatMap((key) =>
    chained(holders.get(key) ?? [], ({ line, subscriber }) => ({
      line_key: key,
      line,
      subscriber,
    })),
  );
  const types = 'line_key text, line text, subscriber text';
  return replace(run, 'directory_line', 'line_key', lineKeys, rows, HOLDER_COLUMNS, types);
}

async function replace(
  run: Run,
  table: string,
  key: string,
  keys: readonly string[],
  rows: readonly unknown[],
  columns: string,
  types: string,
): Promise<void> {
  for (const some of chunksOf(keys)) {
    await run(`delete from ${table} where ${key} = any($1::text[])`, [some]);
  }
  const all = `${columns}, valid_from, valid_to, follows`;
  const times = 'valid_from timestamptz, valid_to timestamptz, follows timestamptz';
  for (const some of chunksOf(rows)) {
    await run(
      `insert into ${table} (${all}) select ${all} from jsonb_to_recordset($1::jsonb) as given (${types}, ${times})`,
      [JSON.stringify(some)],
    );
  }
}

function chained<T>(timeline: Timeline<T>, rowOf: (value: T) => Record<string, unknown>) {
  return timeline.map(({ from, to, value }, i) => ({
    ...rowOf(value),
    valid_from: instant(from),
    valid_to: instant(to),
    follows: i === 0 ? null : instant(timeline[i - 1]!.to),
  }));
}

function instant(at: number): string {
  if (at === Number.NEGATIVE_INFINITY) return FIRST_INSTANT;
  return at === Number.POSITIVE_INFINITY ? LAST_INSTANT : new Date(at).toISOString();
}

function* chunksOf<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let i = 0; i < all.length; i += CHUNK) yield all.slice(i, i + CHUNK);
}
