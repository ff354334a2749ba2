import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import {
  createNumbering,
  type Numbering,
  parseCountries,
  parseDialPlan,
  parseRateDeck,
  parseRiskList,
} from '@sekisho/numbering';
import { readText } from './read-file.ts';
import { UnreadableFileError } from './unreadable-file-error.ts';

const { resolve } = createRequire(import.meta.url);

const RISK_LISTS = ['high-risk-2015'];
const DIAL_PLANS = ['jp', 'e164-00', 'nanp'];

export interface NumberingFiles {
  /** A plan that ships, by name, or a file; default `jp`. */
  dialPlan?: string | undefined;
  /** A rate deck; default the example deck. */
  rates?: string | undefined;
}

/** @throws DataFileError or UnreadableFileError naming file, line, key and mend */
export function loadNumbering(files: NumberingFiles = {}): Numbering {
  const deck = files.rates ?? shipped('rates/example.csv');
  const plan = dialPlanFile(files.dialPlan ?? 'jp');
  return createNumbering({
    dialPlan: parseDialPlan(readText(plan), basename(plan)),
    countries: parseCountries(readText(shipped('countries.csv')), 'countries.csv'),
    rates: parseRateDeck(readText(deck), basename(deck)),
    riskLists: RISK_LISTS.map((name) =>
      parseRiskList(readText(shipped(`risk-lists/${name}.csv`)), `${name}.csv`),
    ),
  });
}

function dialPlanFile(nameOrFile: string): string {
  if (DIAL_PLANS.includes(nameOrFile)) return shipped(`dial-plans/${nameOrFile}.yaml`);
  if (existsSync(nameOrFile)) return nameOrFile;
  throw new UnreadableFileError(
    `${nameOrFile}: no dial plan; name one of ${DIAL_PLANS.join(', ')}, or a file that exists`,
  );
}

function shipped(file: string): string {
  return resolve(`@sekisho/numbering/data/${file}`);
}
