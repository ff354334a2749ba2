import type { Ledger } from '@sekisho/ledger';
import { entryValue } from '../../../services/enforcer/src/targets/entry-value.ts';
import type { SwitchNode } from '../../../services/enforcer/src/targets/switch-node.ts';

/** Bars of lines that stand: the ledger and the node agree on them. */
export interface SeededBars {
  count: number;
  /** Epoch ms. */
  until: number;
}

const AGE_MS = 600_000;
const FOR_MS = 6 * 3_600_000;
const AT_ONCE = 8;

export async function seedBars(
  ledger: Ledger,
  node: SwitchNode,
  count: number,
): Promise<SeededBars> {
  const now = Date.now();
  const bars = { count, until: now + FOR_MS };
  await noteInLedger(ledger, node.name, bars, now - AGE_MS);
  const left = Array.from({ length: count }, (_, n) => n);
  const putAll = async () => {
    for (let n = left.pop(); n !== undefined; n = left.pop()) await putOne(node, bars, n);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, putAll));
  return bars;
}

function putOne(node: SwitchNode, { until }: SeededBars, n: number): Promise<void> {
  return node.put({ list: 'line', key: lineOf(n), value: entryValue(idOf(n), until), until });
}

function idOf(n: number): string {
  return `r-${n.toString(16).padStart(14, '0')}`;
}

export function lineOf(n: number): string {
  return `03${String(n).padStart(8, '0')}`;
}

async function noteInLedger({ run }: Ledger, node: string, bars: SeededBars, at: number) {
  const numbers = Array.from({ length: bars.count }, (_, n) => n);
  const [ids, lines] = [numbers.map(idOf), numbers.map(lineOf)];
  const times = [new Date(at), new Date(bars.until)];
  await run(
    `insert into restriction (restriction_id, alert_id, service, subscriber, kind, scope, state,
        reason, decided_by, at, until, severity, score, rules, rules_version, step, evidence_at,
        evidence_started_at, seq)
      select id, 'a-' || line, 'bench', 'sub-' || line, 'fraud', 'international', 'applied',
        'applied', 'auto', $3, $4, 'critical', 90, array['burst'], 'bench', 1, $3, $3, 2
      from unnest($1::text[], $2::text[]) as t (id, line)`,
    [ids, lines, ...times],
  );
  await run(
    `insert into bar_entry (restriction_id, node, list, key, until, read_at)
      select id, $5, 'line', line, $4, $3 from unnest($1::text[], $2::text[]) as t (id, line)`,
    [ids, lines, ...times, node],
  );
}
