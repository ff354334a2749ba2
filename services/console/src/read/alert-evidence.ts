import type { Engine } from '@sekisho/clickhouse';

/** Why an alert was raised. */
export interface AlertEvidence {
  rules: readonly { rule: string; observed: number; threshold: number; windowSec: number }[];
  /** What was seen beside what is usual for the subscriber, the heaviest first. */
  pieces: readonly { name: string; observed: number; usual: number; points: number }[];
}

interface Row {
  rules: [string, number, number, number][];
  pieces: [string, number, number, number][];
}

export async function readEvidence(engine: Engine, alertId: string): Promise<AlertEvidence> {
  const [row] = await engine.query<Row>(
    `select arrayMap(r -> tuple(r.rule, r.observed, r.threshold, r.window), newest.1) as rules,
            arrayMap(e -> tuple(e.name, e.observed, e.usual, e.points), newest.2) as pieces
       from (
         select argMax(tuple(rules, evidence), (\`offset\`, step)) as newest
           from alert_version where alert_id = {alertId:String} group by alert_id)`,
    { alertId },
  );
  const { rules = [], pieces = [] } = row ?? {};
  return {
    rules: rules.map(([rule, observed, threshold, windowSec]) => ({
      rule,
      observed,
      threshold,
      windowSec,
    })),
    pieces: heaviest(pieces),
  };
}

/** A piece may stand behind several rules; it is shown once. */
function heaviest(pieces: Row['pieces']): AlertEvidence['pieces'] {
  const sorted = pieces
    .map(([name, observed, usual, points]) => ({ name, observed, usual, points }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points);
  return [...new Map(sorted.toReversed().map((piece) => [piece.name, piece])).values()].sort(
    (a, b) => b.points - a.points,
  );
}
