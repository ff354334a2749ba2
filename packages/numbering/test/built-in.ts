import { readFileSync } from 'node:fs';
import { parseCountries } from '../src/countries.ts';
import { parseDialPlan } from '../src/dial-plan.ts';
import { createNumbering, type Numbering, type NumberingParts } from '../src/numbering.ts';
import { parseRateDeck } from '../src/rate-deck.ts';
import { parseRiskList } from '../src/risk-list.ts';

export function dataFile(path: string): string {
  return readFileSync(new URL(`../data/${path}`, import.meta.url), 'utf8');
}

/** A numbering on the data that ships, the plan of Japan unless said otherwise. */
export function buildNumbering(plan = 'jp', overrides: Partial<NumberingParts> = {}): Numbering {
  return createNumbering({
    dialPlan: parseDialPlan(dataFile(`dial-plans/${plan}.yaml`), `${plan}.yaml`),
    countries: parseCountries(dataFile('countries.csv'), 'countries.csv'),
    rates: parseRateDeck(dataFile('rates/example.csv'), 'rates/example.csv'),
    riskLists: [parseRiskList(dataFile('risk-lists/high-risk-2015.csv'), 'high-risk-2015.csv')],
    ...overrides,
  });
}
