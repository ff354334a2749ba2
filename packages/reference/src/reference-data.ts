import { createRequire } from 'node:module';
import path, { basename, dirname } from 'node:path';
import { createDirectory, type Directory, parseDirectory } from '@sekisho/ledger';
import { contentVersion, type Numbering } from '@sekisho/numbering';
import { type OpensAt, type Policy, parsePolicy } from '@sekisho/restrictions';
import { parseRuleSet, type RuleSet } from '@sekisho/rules';
import { readText } from './read-file.ts';

const { resolve } = createRequire(import.meta.url);

const WEIGHTS = ['default'];

/** Where the rules that come with Sekisho stand. */
export const DEFAULT_RULES = resolve('@sekisho/rules/rule-sets/default.yaml');

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
