import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineError } from '@sekisho/clickhouse';
import {
  createEnforcer,
  createInProcessQueue,
  type Enforcer,
  type JobQueue,
  openTargets,
  type Target,
  type TargetsSettings,
} from '@sekisho/enforcer';
import { type Ledger, migrate, openEmbeddedLedger, readRestriction } from '@sekisho/ledger';
import { decisionJob, plainPolicy } from '@sekisho/restrictions';
import { buildDecision } from '@sekisho/restrictions/testing';
import { createLog, createMetrics, HealthChecks, type Metrics } from '@sekisho/runtime';

export interface LabEnforcerOptions {
  targets: TargetsSettings;
  /** Lines of each contract. */
  lines?: Readonly<Record<string, readonly string[]>>;
}

const EVERY_MS = 300;

/** An enforcer with a ledger of its own, which decides nothing by itself. */
export class LabEnforcer implements AsyncDisposable {
  readonly ledger: Ledger;
  health = new HealthChecks('lab');
  metrics: Metrics = createMetrics('lab', { ofProcess: false });
  readonly #dir: string;
  readonly #options: LabEnforcerOptions;
  #queue: JobQueue | undefined;
  #enforcer: Enforcer | undefined;
  #target: Target | undefined;

  private constructor(dir: string, ledger: Ledger, options: LabEnforcerOptions) {
    this.#dir = dir;
    this.ledger = ledger;
    this.#options = options;
  }

  static async start(options: LabEnforcerOptions): Promise<LabEnforcer> {
    const dir = await mkdtemp(join(tmpdir(), 'sekisho-lab-ledger-'));
    const ledger = await openEmbeddedLedger(join(dir, 'ledger'));
    await migrate(ledger);
    const made = new LabEnforcer(dir, ledger, options);
    made.run();
    return made;
  }

  run(): void {
    const { targets, lines = {} } = this.#options;
    const log = createLog('lab', process.env['LAB_LOG'] ?? 'silent');
    const now = Date.now;
    const linesOf = async (subscriber: string) => lines[subscriber] ?? [];
    this.health = new HealthChecks('lab');
    this.metrics = createMetrics('lab', { ofProcess: false });
    this.#queue = createInProcessQueue(log);
    this.#target = openTargets(targets, { ledger: this.ledger, linesOf, log, now });
    this.#enforcer = createEnforcer({
      ledger: this.ledger,
      engine: () => Promise.reject(new EngineError('engine-unreachable', 'the lab stores nothing')),
      queue: this.#queue,
      target: this.#target,
      policy: plainPolicy(['*'], 900_000),
      topic: 'lab',
      sweepEveryMs: EVERY_MS,
      reconcileEveryMs: EVERY_MS,
      health: this.health,
      metrics: this.metrics,
      log,
      now,
    });
  }

  /** As if it had died: what it put on the switch stays there. */
  async halt(): Promise<void> {
    await this.#enforcer?.stop();
    this.#target?.close();
    this.#enforcer = undefined;
  }

  /** Decides to bar a contract, for so long. @returns the restriction's id */
  async decide(
    subscriber: string,
    forMs = 3_600_000,
    scope: string = 'international',
  ): Promise<string> {
    const now = Date.now();
    const until = now + forMs;
    const decision = {
      ...buildDecision(now, { subscriber, until }),
      scope: scope as 'international',
    };
    await this.#queue!.enqueue(decisionJob(decision, true));
    return decision.restrictionId;
  }

  read(restrictionId: string) {
    return readRestriction(this.ledger, restrictionId);
  }

  look(): Promise<void> {
    return this.#enforcer!.look();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.halt();
    await this.ledger.close();
    await rm(this.#dir, { recursive: true, force: true });
  }
}
