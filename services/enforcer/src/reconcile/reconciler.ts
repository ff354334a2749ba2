import type { BarPlace } from '@sekisho/ledger';
import type { HealthChecks, Metrics } from '@sekisho/runtime';
import type { Parts } from '../parts.ts';
import type { SwitchNode } from '../targets/switch-node.ts';
import { TargetError } from '../targets/target.ts';
import type { Comparison } from './compare.ts';
import { reconcileNode } from './reconcile-node.ts';

export type Drift = 'lost' | 'lifted-by-hand' | 'differing' | 'foreign';

/** Older than this is not known any more: five rounds. */
const OLD_MS = 50_000;

/** Compares all nodes with the ledger, and keeps how they stood. */
export class Reconciler {
  readonly #parts: Parts;
  readonly #nodes: readonly SwitchNode[];
  readonly #readAt = new Map<string, number>();
  readonly #drift = new Map<string, Readonly<Record<Drift, number>>>();
  readonly #told = new Map<string, string>();

  constructor(parts: Parts, health: HealthChecks, metrics: Metrics) {
    this.#parts = parts;
    this.#nodes = parts.target.nodes ?? [];
    const startedAt = parts.now();
    for (const { name } of this.#nodes) this.#readAt.set(name, startedAt);
    health.add('reconcile', () => this.#problem());
    metrics.gauge(
      'enforcer_reconcile_age_seconds',
      'Since a node was read back',
      ['node'],
      (gauge) => {
        for (const [node, at] of this.#readAt) gauge.set({ node }, (parts.now() - at) / 1000);
      },
    );
    metrics.gauge(
      'enforcer_drift',
      'Entries that differ from the ledger',
      ['node', 'kind'],
      (gauge) => {
        for (const [node, drift] of this.#drift) {
          for (const [kind, count] of Object.entries(drift))
            gauge.set({ node, kind: kind as Drift }, count);
        }
      },
    );
  }

  /** When each node was last read back, epoch ms; at the start, when that was. */
  get readBackAt(): ReadonlyMap<string, number> {
    return this.#readAt;
  }

  /** One node that is away does not keep the others from being looked at. */
  async round(): Promise<void> {
    await Promise.all(this.#nodes.map((node) => this.#look(node)));
  }

  async #look(node: SwitchNode): Promise<void> {
    try {
      const comparison = await reconcileNode(this.#parts, node);
      this.#readAt.set(node.name, this.#parts.now());
      this.#drift.set(node.name, driftOf(comparison));
      this.#tell(node, comparison);
    } catch (error) {
      // Its age tells of it, and its restrictions' jobs do.
      if (!(error instanceof TargetError)) throw error;
      this.#parts.metrics.targetError(error.code);
    }
  }

  /** Once, and again when others come to it. */
  #tell({ name }: SwitchNode, { foreign, differing }: Comparison): void {
    const found = [...foreign, ...differing].map(nameOf).sort();
    const text = found.join('\n');
    if (this.#told.get(name) === text) return;
    this.#told.set(name, text);
    if (found.length === 0) return;
    const entries = found.slice(0, 20);
    const counts = { foreign: foreign.length, differing: differing.length };
    this.#parts.log.warn(
      { node: name, ...counts, entries },
      'not as the ledger has it: left as it is',
    );
  }

  #problem(): string | undefined {
    const old = [...this.#readAt].filter(([, at]) => this.#parts.now() - at > OLD_MS);
    if (old.length === 0) return undefined;
    const told = old.map(
      ([node, at]) => `${node} ${Math.round((this.#parts.now() - at) / 1000)} s`,
    );
    return `what is barred has not been read back for long: ${told.join(', ')}`;
  }
}

function driftOf({ lost, lifted, open, differing, foreign }: Comparison): Record<Drift, number> {
  return {
    lost: lost.length,
    'lifted-by-hand': lifted.length + open.length,
    differing: differing.length,
    foreign: foreign.length,
  };
}

/** What a line may still call is nobody's business who reads the log. */
function nameOf({ list, key }: Pick<BarPlace, 'list' | 'key'>): string {
  return `${list} ${list === 'allowed' ? key.split(':')[0] : key}`;
}
