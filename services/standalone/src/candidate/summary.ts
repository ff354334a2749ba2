import type { DifferenceRow, Side } from './read-difference.ts';

/** How far a candidate's decisions differ from those in force. Runs of suspicion are counted. */
export interface DifferenceSummary {
  /** Versions of the rule sets that were in force, and of those that were tried beside them. */
  live: string[];
  candidate: string[];
  alerts: Record<Side, number>;
  restrictions: Record<Side, number>;
  /** Of those that both would have restricted: how many the candidate did earlier, or later. */
  earlier: number;
  later: number;
  /** Of the runs that only one would have restricted, what persons judged. */
  judged: Record<'live-only' | 'candidate-only', { notOurs: number; ours: number }>;
}

export function summaryOf(rows: readonly DifferenceRow[]): DifferenceSummary {
  const both = rows.filter(({ restricted }) => restricted === 'both').map(aheadMs);
  return {
    live: versions(rows.map(({ live }) => live.rules)),
    candidate: versions(rows.map(({ candidate }) => candidate.rules)),
    alerts: bySide(rows.map(({ caught }) => caught)),
    restrictions: bySide(rows.map(({ restricted }) => restricted)),
    earlier: both.filter((ahead) => ahead > 0).length,
    later: both.filter((ahead) => ahead < 0).length,
    judged: {
      'live-only': judged(rows, 'live-only'),
      'candidate-only': judged(rows, 'candidate-only'),
    },
  };
}

/** By how much the candidate was ahead where both would have restricted. */
function aheadMs({ live, candidate }: DifferenceRow): number {
  return Date.parse(live.restrictedAt!) - Date.parse(candidate.restrictedAt!);
}

function bySide(sides: readonly DifferenceRow['restricted'][]): Record<Side, number> {
  const count = (side: Side) => sides.filter((each) => each === side).length;
  return {
    both: count('both'),
    'live-only': count('live-only'),
    'candidate-only': count('candidate-only'),
  };
}

function judged(rows: readonly DifferenceRow[], side: Side) {
  const of = rows.filter(({ restricted }) => restricted === side);
  return {
    notOurs: of.filter(({ verdict }) => verdict === 'not-ours').length,
    ours: of.filter(({ verdict }) => verdict === 'ours').length,
  };
}

function versions(all: readonly string[]): string[] {
  return [...new Set(all)].sort();
}
