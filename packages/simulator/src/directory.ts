import { japanTime } from './japan-time.ts';
import { customerName, personName } from './names.ts';
import type { SimulationOptions } from './options.ts';
import { Random } from './random.ts';
import { prepareRun } from './run.ts';
import type { Subscriber } from './subscriber.ts';

const COLUMNS = [
  'subscriber',
  'customer',
  'service',
  'lines',
  'kind',
  'critical',
  'language',
  'contact_name',
  'contact_phone',
  'contact_email',
  'valid_from',
  'valid_to',
];

const ENGLISH = 0.08;

function validFrom(rng: Random): string {
  const month = String(rng.whole(1, 12)).padStart(2, '0');
  return `${rng.whole(2012, 2025)}-${month}-01T00:00:00+09:00`;
}

// No name or address holds a comma or a quote: the rows need no quoting.
function row(seed: number, { index, id, lines, population, since }: Subscriber): string {
  const rng = new Random(seed, 'directory', index);
  const language = rng.chance(ENGLISH) ? 'en' : 'ja';
  return [
    id,
    customerName(rng, population.kind, language),
    population.service,
    lines.join(';'),
    population.kind,
    population.critical ? '1' : '0',
    language,
    personName(rng, language),
    lines[0]!,
    `${id.toLowerCase()}@example.jp`,
    since === undefined ? validFrom(rng) : japanTime(since),
    '',
  ].join(',');
}

/** The directory of a run's subscribers as CSV lines without line ends, the header first. */
export function* directory(options: SimulationOptions): Generator<string> {
  yield COLUMNS.join(',');
  for (const subscriber of prepareRun(options).subscribers) yield row(options.seed, subscriber);
}
