import type { Engine } from '@sekisho/clickhouse';
import type { Ledger } from '@sekisho/ledger';
import { type HealthChecks, type Log, type Metrics, repeat } from '@sekisho/runtime';
import { createGatherCases } from '../cases/gather-cases.ts';
import type { Delivery } from './delivery.ts';
import { dispatch, watchTimes } from './dispatch.ts';
import { createNoticeMetrics } from './notice-metrics.ts';
import type { ContactOf, NoticeParts } from './notice-parts.ts';

export interface NoticesOptions {
  ledger: Ledger;
  /** Where alerts are stored, once it can be reached. */
  engine(): Promise<Engine>;
  /** Whose alerts become cases. */
  topic: string;
  /** Makes what the notices file says; nothing where none is set up. @throws NoticeSettingsError */
  load: (() => Delivery) | undefined;
  contactOf: ContactOf;
  health: HealthChecks;
  metrics: Metrics;
  log: Log;
  /** Epoch ms. */
  now(): number;
  /** Default 1 s. */
  everyMs?: number;
}

export interface Notices {
  /** Reads the notices file again. @throws NoticeSettingsError: then the one before stays */
  reload(): void;
  /** Gives up what is under way, which is sent again later. */
  stop(): Promise<void>;
}

const TASKS = ['cases', 'notice-times', 'customer-notices', 'noc-notices'] as const;
const GATHER_EVERY_MS = 2000;

/** Keeps cases, and tells customers and the NOC. @throws NoticeSettingsError */
export function createNotices(options: NoticesOptions): Notices {
  const { ledger, engine, load, contactOf, health, log, now, everyMs = 1000 } = options;
  let delivery = load?.();
  let isStopping = false;
  const parts: NoticeParts = {
    ledger,
    delivery: () => delivery,
    contactOf,
    metrics: createNoticeMetrics(options.metrics),
    log,
    now,
    isStopping: () => isStopping,
  };
  const gather = createGatherCases(options);
  const problems = new Map<string, string>();
  let late = 0;
  for (const task of TASKS) health.add(task, () => problems.get(task));
  health.add('customers', () => (late === 0 ? undefined : `${late} not told in time`));
  const regularly = (name: (typeof TASKS)[number], every: number, work: () => Promise<void>) =>
    repeat(every, async () => {
      try {
        await work();
        problems.delete(name);
      } catch (error) {
        if (!problems.has(name)) log.warn({ err: error, task: name }, 'is tried again');
        problems.set(name, error instanceof Error ? error.message : String(error));
      }
    });
  // Apart from each other: a slow mail server keeps nobody from telling the NOC.
  const repeated = [
    regularly('cases', GATHER_EVERY_MS, async () => gather(await engine())),
    regularly('notice-times', everyMs, async () => {
      late = await watchTimes(parts);
    }),
    regularly('customer-notices', everyMs, () => dispatch(parts, 'customer')),
    regularly('noc-notices', everyMs, () => dispatch(parts, 'noc')),
  ];
  return {
    reload() {
      // What the former one has under way ends by itself.
      delivery = load?.();
    },
    async stop() {
      isStopping = true;
      delivery?.close();
      await Promise.all(repeated.map((each) => each.stop()));
    },
  };
}
