import type { Engine } from '@sekisho/clickhouse';
import { countUnmirrored, type Ledger } from '@sekisho/ledger';
import { eventually } from '../support/eventually.ts';
import { lagOf } from '../support/lag.ts';
import type { Fleet } from './faults/fleet.ts';
import { TOPIC } from './servers.ts';
import type { Courier } from './traffic/courier.ts';
import type { Traffic } from './traffic/traffic.ts';

const WITHIN_MS = 180_000;

interface DrainParts {
  fleet: Fleet;
  traffic: Traffic;
  courier: Courier;
  engine: Engine;
  ledger: Ledger;
}

/** Waits until all that was sent has had all its effects. @throws naming what does not end */
export async function drain(parts: DrainParts): Promise<void> {
  const { fleet, traffic, courier } = parts;
  const { timeline } = fleet;
  const { brokers, environment } = fleet.servers;
  const group = environment['KAFKA_GROUP']!;
  await within(
    'acknowledged',
    () => courier.failures.length > 0 || traffic.open === 0,
    () => `${traffic.open} open`,
  );
  timeline.say('all acknowledged');
  courier.stop();
  await within(
    'processed',
    async () => (await lagOf(brokers, group, TOPIC)) === 0,
    () => problemsOf(fleet),
  );
  timeline.say('all processed');
  await within(
    'enforced',
    () => isEnforced(parts),
    () => problemsOf(fleet),
  );
  timeline.say('all enforced');
  await within(
    'healthy',
    async () => (await problemsOf(fleet)) === '',
    () => problemsOf(fleet),
  );
}

async function within(
  what: string,
  isSo: () => Promise<boolean> | boolean,
  why: () => Promise<string> | string,
): Promise<void> {
  try {
    await eventually(isSo, WITHIN_MS);
  } catch (cause) {
    throw new Error(`not ${what} after ${WITHIN_MS / 1000} s: ${await why()}`, { cause });
  }
}

async function isEnforced({ engine, ledger }: DrainParts): Promise<boolean> {
  const [decided] = await engine.query<{ count: number }>(
    `select toUInt32(uniqExact(restriction_id)) as count from alert_version where restriction_id != ''`,
  );
  const [known] = await ledger.run<{ count: number; moving: number }>(
    `select count(*)::integer as count,
        (count(*) filter (where state in ('applying', 'releasing')
          or state = 'applied' and until <= now() + interval '15 s'))::integer as moving
      from restriction`,
  );
  if (known === undefined || known.moving > 0 || known.count < (decided?.count ?? 0)) return false;
  return (await countUnmirrored(ledger)) === 0;
}

/** What the services complain of; nothing when all are well. */
async function problemsOf({ services }: Fleet): Promise<string> {
  const told = services.map(async ({ id, service }) => {
    if (service === undefined) return `${id} is down`;
    const health = await service
      .health()
      .catch((error: unknown) => ({ healthy: false, problems: { error: String(error) } }));
    return health.healthy ? '' : `${id}: ${JSON.stringify(health.problems)}`;
  });
  return (await Promise.all(told)).filter((text) => text !== '').join('; ');
}
