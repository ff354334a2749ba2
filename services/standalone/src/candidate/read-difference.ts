import type { Engine } from '@sekisho/clickhouse';
import type { Span } from '@sekisho/detector';
import { UsageError } from '../usage-error.ts';

export type Side = 'both' | 'live-only' | 'candidate-only';

/** A run of suspicion of one subscriber, as each rule set saw it. Times are ISO 8601, in UTC. */
export interface DifferenceRow {
  subscriber: string;
  service: string;
  /** Who raised an alert. */
  caught: Side;
  /** Who would have restricted. */
  restricted: Side | 'neither';
  /** When the first of them would have restricted, else when the first raised an alert. */
  at: string;
  verdict: 'ours' | 'not-ours' | 'unsure' | '';
  live: SideOfRow;
  candidate: SideOfRow;
}

/** What one rule set made of it; its version is told where it made nothing of it too. */
interface SideOfRow {
  rules: string;
  /** Ids; a person's verdict may be given to those in force. */
  alerts: string[];
  severity: 'warning' | 'critical' | '';
  score: number;
  costJpy: number;
  openedAt: string | null;
  restrictedAt: string | null;
}

const COLUMNS = `subscriber, service, caught, restricted, ${time('at')} as at, verdict,
  ${sideOf('live')}, ${sideOf('candidate')}`;

type StoredSide = [string, string[], SideOfRow['severity'], number, number, string, string];
type StoredRow = Omit<DifferenceRow, 'live' | 'candidate'> & Record<'l' | 'c', StoredSide>;

/** @param span epoch ms; the oldest first. @throws UsageError where no candidate can have run */
export async function readDifference(engine: Engine, span: Span): Promise<DifferenceRow[]> {
  const views = await engine.query(
    `select 1 from system.tables where database = currentDatabase() and name = 'candidate_difference'`,
  );
  if (views.length === 0) {
    throw new UsageError(
      'the store is of an older release, no candidate ever ran on it; see sekisho start --candidate-rules',
    );
  }
  const { from, until } = span;
  const rows = await engine.query<StoredRow>(
    `select ${COLUMNS} from candidate_difference as d
      where d.at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
        and d.at < fromUnixTimestamp64Milli({until:Int64}, 'UTC')
      order by d.at, subscriber`,
    { from, until },
  );
  return rows.map(({ l, c, ...row }) => ({ ...row, live: read(l), candidate: read(c) }));
}

function read([rules, alerts, severity, score, cost, openedAt, restrictedAt]: StoredSide) {
  const costJpy = Number(cost);
  const [opened, restricted] = [openedAt || null, restrictedAt || null];
  return { rules, alerts, severity, score, costJpy, openedAt: opened, restrictedAt: restricted };
}

function sideOf(side: 'live' | 'candidate'): string {
  const of = (column: string) => `${side}_${column}`;
  return `tuple(${of('rules_version')}, ${of('alerts')}, ${of('severity')}, ${of('score')},
    toFloat64(${of('cost_jpy')}), ifNull(${time(of('opened_at'))}, ''),
    ifNull(${time(of('restricted_at'))}, '')) as ${side[0]}`;
}

function time(column: string): string {
  return `concat(replaceOne(toString(d.${column}), ' ', 'T'), 'Z')`;
}
