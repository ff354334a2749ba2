import {
  type Case,
  caseIdOf,
  casesOf,
  dryRunBarrings,
  findCase,
  type Ledger,
  type Restriction,
  restrictionsOfAlerts,
} from '@sekisho/ledger';

/** A case with the restriction that counts for it. */
export interface Episode {
  found: Case;
  /** The newest of its alert. */
  restriction: Restriction | null;
  /** Whether it stands with a target that touches no line. */
  isDryRun: boolean;
}

/** What needs somebody, the most urgent first. */
export interface Queue {
  episodes: Episode[];
  /** When the newest call of any case was, where none is open; epoch ms. */
  quietSince: number | null;
}

const MONTH_MS = 30 * 86_400_000;

export async function readQueue(ledger: Ledger, now: number): Promise<Queue> {
  const open = await casesOf(ledger, 'open', now - MONTH_MS);
  if (open.length === 0) return { episodes: [], quietSince: await newestCall(ledger, now) };
  const episodes = await withRestrictions(ledger, open, now);
  return { episodes: episodes.sort(moreUrgent), quietSince: null };
}

export async function readEpisode(
  ledger: Ledger,
  alertId: string,
  now: number,
): Promise<Episode | undefined> {
  const found = await findCase(ledger, caseIdOf(alertId));
  if (found === undefined) return undefined;
  const [episode] = await withRestrictions(ledger, [found], now);
  return episode;
}

async function withRestrictions(
  ledger: Ledger,
  cases: readonly Case[],
  now: number,
): Promise<Episode[]> {
  const [restrictions, dryRun] = await Promise.all([
    restrictionsOfAlerts(
      ledger,
      cases.map(({ alertId }) => alertId),
    ),
    dryRunBarrings(ledger, now),
  ]);
  const byId = new Map(restrictions.map((each) => [each.restrictionId, each]));
  const dry = new Set(dryRun.map(({ key }) => key));
  return cases.map((found) => {
    const restriction = byId.get(found.restrictionId ?? '') ?? null;
    return { found, restriction, isDryRun: dry.has(found.restrictionId ?? '') };
  });
}

async function newestCall(ledger: Ledger, now: number): Promise<number | null> {
  const cases = await casesOf(ledger, 'all', now - MONTH_MS);
  const newest = cases.map(({ facts, openedAt }) => facts?.lastAt ?? openedAt);
  return newest.length === 0 ? null : Math.max(...newest);
}

/** Who burns money unbarred comes first, who is barred or looked after last. */
function moreUrgent(a: Episode, b: Episode): number {
  const byRank = rankOf(a) - rankOf(b);
  if (byRank !== 0) return byRank;
  const cost = ({ found }: Episode) => found.facts?.costMilliYen ?? 0;
  return cost(b) - cost(a);
}

function rankOf({ found, restriction, isDryRun }: Episode): number {
  const owned = found.acknowledgedBy === null ? 0 : 10;
  if (restriction?.state === 'failed') return owned;
  const isBarred =
    !isDryRun && ['applying', 'applied', 'releasing'].includes(restriction?.state ?? '');
  const isCritical = (found.facts?.severity ?? restriction?.severity) === 'critical';
  if (!isBarred) return owned + (isCritical ? 1 : 2);
  return owned + 3;
}
