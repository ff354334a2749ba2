import { HORIZON_MS } from '@sekisho/cdr';
import { type Document, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { noWeights, type ReadWeights, WeightsError } from './evidence/evidence-score.ts';
import { compileRuleSet, type RuleSet } from './rule-set.ts';
import { RuleSetError, type RuleSetProblem } from './rule-set-error.ts';
import { type RuleSetDocument, ruleSetSchema } from './rule-set-schema.ts';

/**
 * Reads a rule set from YAML.
 * @param version names this very text, e.g. by a hash of it; decisions store it
 * @param weights reads the weights that it names
 * @throws RuleSetError with every fault, its line and its mend
 */
export function parseRuleSet(
  text: string,
  file: string,
  version: (name: string) => string,
  weights: ReadWeights = noWeights,
): RuleSet {
  const lines = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: lines });
  const broken = yaml.errors.map((error) => ({
    line: lines.linePos(error.pos[0]).line,
    key: '',
    message: `${error.message.replace(/ at line \d+.*$/s, '')}; mend the YAML there`,
  }));
  if (broken.length > 0) throw new RuleSetError(file, broken);
  const parsed = ruleSetSchema.safeParse(yaml.toJS());
  const lineOf = (path: readonly PropertyKey[]) => lineAt(yaml, lines, path);
  if (!parsed.success)
    throw new RuleSetError(
      file,
      parsed.error.issues.map((issue) => problem(issue, lineOf)),
    );
  const wrong = checkMeaning(parsed.data, lineOf);
  if (wrong.length > 0) throw new RuleSetError(file, wrong);
  try {
    return compileRuleSet(parsed.data, version(parsed.data.name), weights);
  } catch (error) {
    if (!(error instanceof WeightsError)) throw error;
    const key = ['evidence', 'weights'];
    throw new RuleSetError(file, [
      { line: lineOf(key), key: key.join('.'), message: error.message },
    ]);
  }
}

const SEE_SCHEMA = '; see sekisho rules --schema for what may stand here';

// What zod says itself tells what is wrong; our own messages tell what to write.
function withMend({ code, message }: z.core.$ZodIssue): string {
  const isOurs = code === 'invalid_format' || code === 'too_small' || code === 'custom';
  return isOurs ? message : message + SEE_SCHEMA;
}

type LineOf = (path: readonly PropertyKey[]) => number | null;

function problem(issue: z.core.$ZodIssue, lineOf: LineOf): RuleSetProblem {
  return { line: lineOf(issue.path), key: issue.path.join('.'), message: withMend(issue) };
}

// The node may be missing (a key that should be there): then the nearest one above it is named.
function lineAt(yaml: Document, lines: LineCounter, path: readonly PropertyKey[]): number | null {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? yaml.contents : yaml.getIn(path.slice(0, length), true);
    const start = rangeStart(node);
    if (start !== undefined) return lines.linePos(start).line;
  }
  return null;
}

function rangeStart(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node)) return undefined;
  return Array.isArray(node.range) ? Number(node.range[0]) : undefined;
}

function checkMeaning(document: RuleSetDocument, lineOf: LineOf): RuleSetProblem[] {
  const problems: RuleSetProblem[] = [];
  const add = (path: (string | number)[], message: string) =>
    problems.push({ line: lineOf(path), key: path.join('.'), message });
  if (!isTimeZone(document.timeZone))
    add(['timeZone'], 'no such zone; write one such as Asia/Tokyo');
  if (document.rules.length === 0 && document.evidence === undefined)
    add(['rules'], 'neither rules nor evidence; write at least one rule');
  const quietAfter = document.evidence?.destinations.quietAfter ?? 0;
  if (quietAfter * 1000 > HORIZON_MS)
    add(
      ['evidence', 'destinations', 'quietAfter'],
      'longer than 8d, which is how far back data reach; shorten it',
    );
  const ids = new Set<string>();
  document.rules.forEach((rule, i) => {
    if (ids.has(rule.id))
      add(['rules', i, 'id'], `“${rule.id}” is used twice; give each rule its own`);
    ids.add(rule.id);
    if ('window' in rule && rule.window * 1000 > HORIZON_MS) {
      add(['rules', i, 'window'], 'longer than 8d, which is how far back data reach; shorten it');
    }
    for (const [path, tiers] of tiersOf(rule, i)) {
      if (tiers.warning === undefined && tiers.critical === undefined && path.length === 2) {
        add(path, 'neither warning nor critical; set at least one threshold');
      }
      if (
        tiers.warning !== undefined &&
        tiers.critical !== undefined &&
        tiers.critical < tiers.warning
      ) {
        add([...path, 'critical'], 'below warning; critical is the higher tier');
      }
    }
  });
  return problems;
}

type TierDocument = { warning?: number | undefined; critical?: number | undefined };

function tiersOf(
  rule: RuleSetDocument['rules'][number],
  i: number,
): [(string | number)[], TierDocument][] {
  const overrides = (rule.overrides ?? []).map(
    (override, j): [(string | number)[], TierDocument] => [['rules', i, 'overrides', j], override],
  );
  return [[['rules', i], rule], ...overrides];
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
