import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PLAIN_RULES } from './plain-rules.ts';
import type { Alert, RejectedLine, RestrictionLine, Summary } from './replay.ts';
import type { Row } from './store.ts';

/** What a scenario comes to; of each object only what stands there is compared. */
export interface Expectation {
  story: string;
  summary: Partial<Summary>;
  /** All alerts, those of one instant by subscriber. */
  alerts?: Partial<Alert>[];
  /** All restrictions, in the order of `at`. */
  restrictions?: Partial<RestrictionLine>[];
  rejected?: Partial<RejectedLine>[];
  /** The set of `subscriber severity restricted|open`. */
  outcomes?: string[];
  sql?: { query: string; rows: Row[] }[];
}

export interface Scenario {
  name: string;
  cdrs: string;
  flags: string[];
  expect: Expectation;
}

const FOLDER = fileURLToPath(new URL('../scenarios', import.meta.url));

/** Every folder of test/scenarios, by name. */
export function readScenarios(): Scenario[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => readScenario(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readScenario(name: string): Scenario {
  const path = (file: string) => join(FOLDER, name, file);
  const own = path('rules.yaml');
  const directory = path('directory.csv');
  return {
    name,
    cdrs: path('cdrs.ndjson'),
    flags: [
      ...['--rules', existsSync(own) ? own : PLAIN_RULES],
      ...(existsSync(directory) ? ['--directory', directory] : []),
    ],
    expect: JSON.parse(readFileSync(path('expect.json'), 'utf8')) as Expectation,
  };
}
