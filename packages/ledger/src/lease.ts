import { LedgerError } from './errors.ts';
import type { Ledger, Run } from './ledger.ts';

/** The right to work on a subscriber until it expires. */
export interface Lease {
  service: string;
  subscriber: string;
  owner: string;
  /** Larger than that of every lease of this subscriber before. */
  fence: number;
}

export interface LeaseRequest {
  service: string;
  subscriber: string;
  /** Of this request alone: two jobs of one process must not share a lease. */
  owner: string;
  /** Epoch ms. */
  now: number;
  forMs: number;
}

/** Nothing while another holds it. */
export async function takeLease(ledger: Ledger, request: LeaseRequest): Promise<Lease | undefined> {
  const { service, subscriber, owner, now, forMs } = request;
  const [taken] = await ledger.run<{ fence: number }>(
    `insert into subscriber_lease as held (service, subscriber, owner, expires_at, fence)
      values ($1, $2, $3, $4, 1)
      on conflict (service, subscriber) do update
        set owner = excluded.owner, expires_at = excluded.expires_at, fence = held.fence + 1
        where held.expires_at <= $5
      returning fence`,
    [service, subscriber, owner, new Date(now + forMs), new Date(now)],
  );
  return taken && { service, subscriber, owner, fence: taken.fence };
}

/**
 * Those of many that no other holds. In an order that is the same for all, so that two who ask for
 * the same do not wait for each other.
 */
export async function takeLeases(
  ledger: Ledger,
  subscribers: readonly Pick<Lease, 'service' | 'subscriber'>[],
  { owner, now, forMs }: Pick<LeaseRequest, 'owner' | 'now' | 'forMs'>,
): Promise<Lease[]> {
  const taken = await ledger.run<Omit<Lease, 'owner'>>(
    `insert into subscriber_lease as held (service, subscriber, owner, expires_at, fence)
      select distinct service, subscriber, $3, $4::timestamptz, 1
        from unnest($1::text[], $2::text[]) as t (service, subscriber)
        order by service, subscriber
      on conflict (service, subscriber) do update
        set owner = excluded.owner, expires_at = excluded.expires_at, fence = held.fence + 1
        where held.expires_at <= $5
      returning service, subscriber, fence`,
    [
      subscribers.map(({ service }) => service),
      subscribers.map(({ subscriber }) => subscriber),
      owner,
      new Date(now + forMs),
      new Date(now),
    ],
  );
  return taken.map((lease) => ({ ...lease, owner }));
}

export async function dropLeases(
  ledger: Ledger,
  leases: readonly Lease[],
  now: number,
): Promise<void> {
  await ledger.run(
    `with mine as materialized (
        select held.service, held.subscriber from subscriber_lease as held
          join unnest($1::text[], $2::text[], $3::bigint[]) as t (service, subscriber, fence)
            using (service, subscriber, fence)
          order by held.service, held.subscriber for update of held)
      update subscriber_lease as held set expires_at = $4 from mine
        where held.service = mine.service and held.subscriber = mine.subscriber`,
    [
      leases.map(({ service }) => service),
      leases.map(({ subscriber }) => subscriber),
      leases.map(({ fence }) => fence),
      new Date(now),
    ],
  );
}

export async function dropLease(ledger: Ledger, lease: Lease, now: number): Promise<void> {
  await ledger.run(
    `update subscriber_lease set expires_at = $4
      where service = $1 and subscriber = $2 and fence = $3`,
    [lease.service, lease.subscriber, lease.fence, new Date(now)],
  );
}

/**
 * Keeps the lease from passing to another within the transaction.
 * @throws LedgerError `conflict` when it has passed already
 */
export async function holdLease(run: Run, lease: Lease): Promise<void> {
  const held = await run(
    `select fence from subscriber_lease
      where service = $1 and subscriber = $2 and fence = $3 for update`,
    [lease.service, lease.subscriber, lease.fence],
  );
  if (held.length > 0) return;
  throw new LedgerError('conflict', `the lease of ${lease.subscriber} has passed to another`);
}
