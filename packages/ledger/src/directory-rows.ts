import type { SubscriberKind } from './directory.ts';
import type { DirectoryHistory, Holder, Profile } from './directory-history.ts';
import type { Interval, Timeline } from './directory-intervals.ts';
import type { Run } from './ledger.ts';

/** Rows read at once: within a second. */
const PAGE = 20_000;

export const FIRST_INSTANT = '-infinity';
export const LAST_INSTANT = 'infinity';

interface Times {
  /** Epoch ms; `null` where there is none. */
  validFrom: number | null;
  validTo: number | null;
}

interface ProfileRow extends Times {
  subscriber: string;
  customer: string;
  service: string;
  kind: SubscriberKind;
  critical: boolean;
  language: 'ja' | 'en';
  contactName: string;
  contactPhone: string;
  contactEmail: string;
}

interface HolderRow extends Times {
  lineKey: string;
  line: string;
  subscriber: string;
}

export const PROFILE_COLUMNS =
  'subscriber, customer, service, kind, critical, language, contact_name, contact_phone, contact_email';
export const HOLDER_COLUMNS = 'line_key, line, subscriber';
const TIMES = `nullif(valid_from, '${FIRST_INSTANT}') as valid_from, nullif(valid_to, '${LAST_INSTANT}') as valid_to`;

/** The whole directory, in pages; in a transaction of its own it is of one moment. */
export async function readHistory(run: Run): Promise<DirectoryHistory> {
  const profiles = await readAll<ProfileRow>(run, 'directory_entry', 'subscriber', PROFILE_COLUMNS);
  const holders = await readAll<HolderRow>(run, 'directory_line', 'line_key', HOLDER_COLUMNS);
  return historyOfRows(profiles, holders);
}

/** What it says of some subscribers, their lines among it. */
export async function readSubscribers(
  run: Run,
  subscribers: readonly string[],
): Promise<DirectoryHistory> {
  const of = (table: string, columns: string) =>
    `select ${columns}, ${TIMES} from ${table} where subscriber = any($1::text[]) order by valid_from`;
  return historyOfRows(
    await run<ProfileRow>(of('directory_entry', PROFILE_COLUMNS), [subscribers]),
    await run<HolderRow>(of('directory_line', HOLDER_COLUMNS), [subscribers]),
  );
}

/** Who held a line, in time order. */
export async function readHolders(run: Run, lineKey: string): Promise<Timeline<Holder>> {
  const rows = await run<HolderRow>(
    `select ${HOLDER_COLUMNS}, ${TIMES} from directory_line where line_key = $1 order by valid_from`,
    [lineKey],
  );
  return historyOfRows([], rows).holders.get(lineKey) ?? [];
}

async function readAll<Row extends Times>(
  run: Run,
  table: string,
  key: string,
  columns: string,
): Promise<Row[]> {
  const rows: Row[] = [];
  let after: readonly unknown[] = ['', FIRST_INSTANT];
  for (;;) {
    const page = await run<Row & { pageKey: string; pageFrom: string }>(
      `select ${columns}, ${TIMES}, ${key} as page_key, valid_from::text as page_from from ${table}
        where (${key}, valid_from) > ($1, $2::timestamptz) order by ${key}, valid_from limit ${PAGE}`,
      after,
    );
    for (const row of page) rows.push(row);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return rows;
    after = [last.pageKey, last.pageFrom];
  }
}

/** Rows in time order. */
function historyOfRows(
  profileRows: readonly ProfileRow[],
  holderRows: readonly HolderRow[],
): DirectoryHistory {
  const profiles = new Map<string, Interval<Profile>[]>();
  const holders = new Map<string, Interval<Holder>[]>();
  for (const row of profileRows) add(profiles, row.subscriber, row, profileOf(row));
  for (const row of holderRows) {
    add(holders, row.lineKey, row, { subscriber: row.subscriber, line: row.line });
  }
  return { profiles, holders };
}

function profileOf(row: ProfileRow): Profile {
  const { subscriber, customer, service, kind, critical, language } = row;
  const { contactName, contactPhone, contactEmail } = row;
  const contact = { contactName, contactPhone, contactEmail };
  return { subscriber, customer, service, kind, critical, language, ...contact };
}

function add<T>(timelines: Map<string, Interval<T>[]>, key: string, times: Times, value: T): void {
  const from = times.validFrom ?? Number.NEGATIVE_INFINITY;
  const to = times.validTo ?? Number.POSITIVE_INFINITY;
  const known = timelines.get(key);
  if (known === undefined) timelines.set(key, [{ from, to, value }]);
  else known.push({ from, to, value });
}
