import type { RestrictionDecision } from '../jobs.ts';

/** An episode that the customer said was his own, as it stood when he did. */
export interface Quiet {
  /** Country keys. */
  countries: readonly string[];
  costMilliYen: number;
  /** Names of what spoke against it. */
  evidence: readonly string[];
  /** Epoch ms of the answer. */
  since: number;
}

interface QuietContext {
  /** How long an answer counts; 0 for never. */
  quietMs: number;
  /** Epoch ms. */
  now: number;
}

/** The rule of the weighed evidence; all others are backstops. */
const WEIGHED = 'evidence';
/** Where calls came from, as names of evidence. */
const SOURCES = ['new-source', 'source-abroad', 'two-sources'];
/** A source never seen before is not that of an episode before. */
const UNSEEN_SOURCE = 'new-source';

/**
 * Whether an episode is no more than one that the customer called his own: the same destinations or
 * fewer, sources that spoke against that one too, and no greater cost. What a backstop closes is
 * never quieted, nor what is not known.
 */
export function isQuieted(
  { rules, seen }: Pick<RestrictionDecision, 'rules' | 'seen'>,
  quiets: readonly Quiet[],
  { quietMs, now }: QuietContext,
): boolean {
  if (seen === undefined || seen.countries.length === 0) return false;
  if (rules.some((rule) => rule !== WEIGHED)) return false;
  const sources = seen.evidence.filter((name) => SOURCES.includes(name));
  if (sources.includes(UNSEEN_SOURCE)) return false;
  return quiets.some(
    ({ countries, costMilliYen, evidence, since }) =>
      now < since + quietMs &&
      seen.costMilliYen <= costMilliYen &&
      seen.countries.every((country) => countries.includes(country)) &&
      sources.every((name) => evidence.includes(name)),
  );
}
