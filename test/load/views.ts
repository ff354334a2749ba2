// npm run bench:views [-- --rows N]: how fast the views answer over N stored records.
import { parseArgs } from 'node:util';
import { openDataFolder } from '../../services/standalone/src/data-folder.ts';

const { values } = parseArgs({ options: { rows: { type: 'string', default: '10000000' } } });
const rows = Number(values.rows);
const PER_INSERT = 1_000_000;

const QUESTIONS = [
  [
    'rows of the table, for reference',
    'select count() from cdr where not ignore(subscriber, started_at)',
  ],
  ['one subscriber', "select count(), sum(cost_jpy) from call where subscriber = 'N12345'"],
  [
    'one subscriber, one day',
    "select count(), sum(cost_jpy) from call where subscriber = 'N12345' and started_at >= '2026-08-12 00:00:00' and started_at < '2026-08-13 00:00:00'",
  ],
  [
    'a day by country',
    "select country, count(), sum(cost_jpy) from call where started_at >= '2026-08-12 00:00:00' and started_at < '2026-08-13 00:00:00' group by country",
  ],
] as const;

const { engine, close } = await openDataFolder(undefined);
for (let first = 0; first < rows; first += PER_INSERT)
  await fill(first, Math.min(PER_INSERT, rows - first));
let reference = Number.NaN;
for (const [title, sql] of QUESTIONS) {
  const seconds = await fastestOf(5, sql);
  if (Number.isNaN(reference)) reference = seconds;
  process.stdout.write(
    `${title.padEnd(36)}${seconds.toFixed(3).padStart(8)} s${(seconds / reference).toFixed(1).padStart(8)} × reference\n`,
  );
}
await close();

/** Legs of 100,000 subscribers over eight days, one in ten with a start of its own. */
async function fill(first: number, count: number): Promise<void> {
  await engine.command(
    `insert into cdr (subscriber, started_at, source, call_id, event, interim_at, at, service, line, direction, leg_kind,
       kind, iso2, country, prefix, risk, called_masked, answered_at, ended_at, duration_sec, cost_jpy, cost_source,
       topic, partition, \`offset\`, ingested_at)
     with intDiv(number * 10, 11) as leg, cityHash64(leg) as h,
          toDateTime64('2026-08-09 00:00:00', 3, 'UTC') + toIntervalMillisecond(h % 691200000) as began,
          h % 25 = 0 as is_abroad, number * 10 % 11 = 0 as is_start
     select concat('N', toString(h % 100000)), began, 'sbc1', hex(h), if(is_start, 'start', 'stop'), toDateTime64(0, 3, 'UTC'),
            began + 60, 'default', concat('03', toString(h % 100000)), 'outbound', 'originated',
            if(is_abroad, 'international', 'domestic'), if(is_abroad, 'GN', 'JP'), if(is_abroad, 'Guinea', 'Japan'),
            if(is_abroad, '224', ''), [], '+8131*******', began, began + 60, 60, if(is_abroad, 170, 0),
            if(is_abroad, 'deck', 'none'), 'bench', 0, number, now()
       from numbers(${first}, ${count})`,
  );
}

async function fastestOf(times: number, sql: string): Promise<number> {
  let fastest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < times; i++) {
    const startedAt = performance.now();
    await engine.query(sql);
    fastest = Math.min(fastest, (performance.now() - startedAt) / 1000);
  }
  return fastest;
}
