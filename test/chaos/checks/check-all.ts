import type { Engine } from '@sekisho/clickhouse';
import type { Ledger } from '@sekisho/ledger';
import { delayText } from '../delays.ts';
import type { Fleet } from '../faults/fleet.ts';
import { TOPIC } from '../servers.ts';
import type { Book } from '../traffic/book.ts';
import type { Courier } from '../traffic/courier.ts';
import { checkAlerts } from './alerts.ts';
import { checkCalls } from './calls.ts';
import type { Differences } from './differences.ts';
import { checkRejected } from './rejected.ts';
import { checkRestrictions } from './restrictions.ts';

export interface Checked {
  fleet: Fleet;
  book: Book;
  courier: Courier;
  engine: Engine;
  ledger: Ledger;
}

/** Holds what the stream came to against what was sent. */
export async function checkAll(
  { fleet, book, courier, engine, ledger }: Checked,
  found: Differences,
): Promise<void> {
  const { servers, lineSwitch } = fleet;
  found.counted(`${courier.acknowledged} records acknowledged, ${book.repeats} of them repeats`);
  for (const failure of courier.failures) found.note('records refused', String(failure));
  await checkCalls(engine, book, found);
  await checkRejected(servers.brokers[0]!, TOPIC, book, found);
  const alerts = await checkAlerts(engine, book, found);
  await checkRestrictions({ engine, ledger, lineSwitch }, alerts, found);
  found.counted(delayText(book, lineSwitch));
}
