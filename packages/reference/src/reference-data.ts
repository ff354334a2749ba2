import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path, { basename, dirname } from 'node:path';
import { createDirectory, type Directory, parseDirectory } from '@sekisho/ledger';
import {
  contentVersion,
  createNumbering,
  type Numbering,
  parseCountries,
  parseDialPlan,
  parseRateDeck,
  parseRiskList,
} from '@sekisho/numbering';
import { type OpensAt, type Policy, parsePolicy } from '@sekisho/restrictions';
import { parseRuleSet, type RuleSet } from '@sekisho/rules';
import { UnreadableFileError } from './unreadable-file-error.ts';

const { resolve } = createRequire(import.meta.url);

const RISK_LISTS = ['high-risk-2015'];
const WEIGHTS = ['default'];
const DIAL_PLANS = ['jp', 'e164-00', 'nanp'];

/** Where the rules that come with Sekisho stand. */
export const DEFAULT_RULES = resolve('@sekisho/rules/rule-sets/default.yaml');

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

/** @throws RuleSetError or UnreadableFileError naming file, line, key and mend */
export function loadRuleSet(file = DEFAULT_RULES): RuleSet {
  const text = readText(file);
  return parseRuleSet(
    text,
    basename(file),
    (name) => contentVersion(name, text),
    (weights) => readWeights(weights, file),
  );
}

/**
 * @param opensAt when desks open; without it no bar can last until one does
 * @throws PolicyError or UnreadableFileError naming file, line, key and mend
 */
export function loadPolicy(file: string, opensAt?: OpensAt): Policy {
  const text = readText(file);
  return parsePolicy(text, basename(file), {
    version: (name) => contentVersion(name, text),
    opensAt,
  });
}

// A name of a set that ships, else a file, beside the rule set where the path is relative.
function readWeights(weights: string, ruleSet: string): { text: string; version: string } {
  const file = WEIGHTS.includes(weights)
    ? resolve(`@sekisho/rules/weights/${weights}.json`)
    : path.resolve(dirname(ruleSet), weights);
  const text = readText(file);
  return { text, version: contentVersion(basename(file, '.json'), text) };
}

/** @throws DataFileError or UnreadableFileError naming file, line, key and mend */
export function loadDirectory(file: string | undefined, numbering: Numbering): Directory {
  if (file === undefined) return createDirectory([]);
  return parseDirectory(readText(file), basename(file), (line) => numbering.understand(line).e164);
}

/** A file's text; a file that cannot be read is the caller's mistake. */
export function readText(file: string): string {
  return readBytes(file).toString('utf8');
}

/** The same, as it stands there. */
export function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? error.code : 'unreadable';
    throw new UnreadableFileError(`${file}: cannot be read (${why}); name a file that exists`, {
      cause: error,
    });
  }
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
