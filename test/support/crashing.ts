import type { Engine, Store } from '@sekisho/clickhouse';
import type { DecisionQueue, RejectedTopic } from '@sekisho/detector/stream';
import type { CrashPoint } from './crash-points.ts';
import { given } from './given.ts';

// Parts of a detector that kill their process at CRASH_AT of its first flush that decides.
const crashAt = given('CRASH_AT');
let isDeciding = false;

function reach(point: CrashPoint): void {
  if (isDeciding && point === crashAt) process.kill(process.pid, 'SIGKILL');
}

/** `what` between two points, of which either may not be one. */
export async function between<T>(point: string, what: () => Promise<T>): Promise<T> {
  reach(`before ${point}` as CrashPoint);
  const result = await what();
  reach(`after ${point}` as CrashPoint);
  return result;
}

export function crashingEngine(engine: Engine): Engine {
  return {
    query: (sql, params) => engine.query(sql, params),
    rows: (sql, params) => engine.rows(sql, params),
    text: (sql, format) => engine.text(sql, format),
    close: () => engine.close(),
    command: (sql, params) =>
      sql.trimStart().startsWith('insert into cdr')
        ? between('adopting', () => engine.command(sql, params))
        : engine.command(sql, params),
    insertRowBinary: (table, columns, bytes) =>
      between(table.startsWith('cdr_') ? 'waiting rows' : table, () =>
        engine.insertRowBinary(table, columns, bytes),
      ),
  };
}

export function watchDecisions(store: Store): Store {
  const { appendAlertVersion } = store;
  store.appendAlertVersion = (row) => {
    isDeciding ||= row.restrictionId !== undefined;
    appendAlertVersion.call(store, row);
  };
  return store;
}

export function crashingQueue(queue: DecisionQueue): DecisionQueue {
  return { enqueue: (...job) => between('enqueue', () => queue.enqueue(...job)) };
}

export function crashingTopic(rejected: RejectedTopic): RejectedTopic {
  return { publish: (records) => between('publish', () => rejected.publish(records)) };
}
