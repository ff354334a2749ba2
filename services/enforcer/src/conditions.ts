import { EngineError } from '@sekisho/clickhouse';
import { LedgerError } from '@sekisho/ledger';
import type { HealthChecks } from '@sekisho/runtime';
import { TargetError } from './targets/target.ts';

const SERVERS = ['postgres', 'clickhouse', 'target'] as const;
const TASKS = [
  'due',
  'stored',
  'mirror',
  'compare',
  'watch',
  'attempts',
  'mark',
  'lines',
  'alarm',
] as const;

type Server = (typeof SERVERS)[number];
export type Task = (typeof TASKS)[number];

/** How the servers around, and the tasks that ask them, were when last tried. */
export class Conditions {
  readonly #problems = new Map<Server | Task, string>();

  constructor(health: HealthChecks, queueProblem: () => string | undefined) {
    for (const name of [...SERVERS, ...TASKS]) health.add(name, () => this.#problems.get(name));
    health.add('redis', queueProblem);
  }

  succeeded(...names: readonly (Server | Task)[]): void {
    for (const name of names) this.#problems.delete(name);
  }

  /** Whether that is news. */
  failed(error: unknown, task?: Task): boolean {
    const name = serverOf(error) ?? task ?? 'target';
    const isNews = !this.#problems.has(name);
    this.#problems.set(name, error instanceof Error ? error.message : String(error));
    return isNews;
  }
}

function serverOf(error: unknown): Server | undefined {
  if (error instanceof LedgerError) return 'postgres';
  if (error instanceof EngineError) return 'clickhouse';
  return error instanceof TargetError ? 'target' : undefined;
}
