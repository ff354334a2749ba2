import { customerName, personName } from './names.ts';
import type { SimulationOptions } from './options.ts';
import { Random } from './random.ts';
import { createSubscriber, type Subscriber } from './subscriber.ts';

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
function row(seed: number, { index, id, lines, population }: Subscriber): string {
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
    validFrom(rng),
    '',
  ].join(',');
}

/** The directory of a run's subscribers as CSV lines without line ends, the header first. */
export function* directory({ seed, subscribers }: SimulationOptions): Generator<string> {
  yield COLUMNS.join(',');
  for (let index = 0; index < subscribers; index++) {
    yield row(seed, createSubscriber(seed, index));
  }
}
