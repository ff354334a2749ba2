/** A file of a well-known system that has no header line, and the names of its columns. */
interface KnownLayout {
  readonly system: string;
  readonly titles: readonly string[];
  /** Columns that a file has at least; behind the named ones more may follow. */
  readonly fewest: number;
  /** What cells look like, by the place of their column. */
  readonly cells: ReadonlyMap<number, RegExp>;
  /** Of its times, where the system always writes the same. */
  readonly timeZone?: string;
}

/** The layout that was recognised. */
export interface KnownTitles {
  readonly system: string;
  readonly titles: string[];
  readonly timeZone: string | undefined;
}

const STAMP = /^(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)?$/;
const PACKED = /^(?:\d{14}\.\d{3})?$/;

const LAYOUTS: readonly KnownLayout[] = [
  {
    system: 'FreeSWITCH mod_cdr_csv, template example',
    titles: words(
      'caller_id_name caller_id_number destination_number context start_stamp answer_stamp end_stamp duration billsec hangup_cause uuid bleg_uuid accountcode read_codec write_codec',
    ),
    fewest: 11,
    cells: new Map([
      [4, STAMP],
      [5, STAMP],
      [6, STAMP],
      [7, /^\d+$/],
      [8, /^\d+$/],
      [9, /^[A-Z0-9_]+$/],
      [10, /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i],
    ]),
  },
  {
    system: 'Avaya IP Office SMDR',
    titles: words(
      'call_start connected_duration ring_time caller direction called_number dialled_number account is_internal call_id continuation party1_device party1_name party2_device party2_name hold_time park_time',
    ),
    fewest: 11,
    cells: new Map([
      [0, /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d$/],
      [1, /^\d\d:\d\d:\d\d$/],
      [2, /^\d+$/],
      [4, /^[IO]$/],
      [8, /^[01]$/],
      [9, /^\d+$/],
      [10, /^[01]$/],
    ]),
  },
  {
    system: 'BroadWorks, whose times are in UTC',
    titles: words(
      'record_id service_provider record_type user_number group_number direction calling_number calling_presentation called_number start_time user_time_zone answer_indicator answer_time release_time termination_cause network_type carrier_code dialed_digits',
    ),
    fewest: 15,
    timeZone: 'UTC',
    cells: new Map([
      [5, /^(?:Originating|Terminating)?$/],
      [9, PACKED],
      [12, PACKED],
      [13, PACKED],
    ]),
  },
];

const SHARE = 0.9;

/** The names of columns that have none in the file, where their content shows who wrote it. */
export function knownTitles(rows: readonly (readonly string[])[]): KnownTitles | undefined {
  const width = rows[0]?.length ?? 0;
  const layout = LAYOUTS.find(
    ({ fewest, cells }) =>
      width >= fewest && rows.filter((row) => fits(row, cells)).length >= rows.length * SHARE,
  );
  if (layout === undefined) return undefined;
  const { system, titles, timeZone } = layout;
  const more = Array.from(
    { length: Math.max(0, width - titles.length) },
    (_, at) => `more${at + 1}`,
  );
  return { system, titles: [...titles.slice(0, width), ...more], timeZone };
}

function words(text: string): string[] {
  return text.split(' ');
}

/** A row in which all of these are empty shows nothing. */
function fits(row: readonly string[], cells: KnownLayout['cells']): boolean {
  const looked = [...cells];
  return (
    looked.every(([at, form]) => form.test(row[at] ?? '')) &&
    looked.filter(([at]) => (row[at] ?? '') !== '').length >= looked.length / 2
  );
}
