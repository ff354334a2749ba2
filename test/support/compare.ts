import { expect } from 'vitest';
import { outcomes, type Replayed } from './replay.ts';
import { ask, type Row } from './store.ts';
import type { Stream } from './stream.ts';

/** Whatever has a store to ask. */
export type Asked = Pick<Stream, 'ask'>;

/** All that the view tells of every leg, but what depends on the key of the installation. */
const CALLS = `select count() as legs, toString(sum(duration_sec)) as talk, toString(sum(cost_jpy)) as cost,
  toString(sum(cityHash64(call_id, source, subscriber, line, service, direction, kind, iso2, country,
    prefix, risk, started_at, ifNull(toString(answered_at), ''), ifNull(toString(ended_at), ''),
    duration_sec, cost_jpy, cost_source, source_ip, user_agent, trunk, called_masked))) as content
  from call`;

/** What the stream stored of its calls is what a replay of the same records stored. */
export async function expectSameCalls(stream: Asked, data: string): Promise<void> {
  expect(await stream.ask<Row>(CALLS)).toEqual(await ask(data, CALLS));
}

interface AlertRow {
  alertId: string;
  subscriber: string;
  severity: 'warning' | 'critical';
  restrictionId: string;
}

/**
 * The stream came to the alerts that a replay came to, by id. Open and closed may differ: a stream's
 * time goes on where a replay's ends.
 */
export async function expectSameAlerts(stream: Asked, replayed: Replayed): Promise<void> {
  const rows = await stream.ask<AlertRow>(
    `select alert_id as alertId, subscriber, severity, restriction_id as restrictionId
       from alert order by alertId`,
  );
  const restricted = new Map(replayed.restrictions.map((line) => [line.alertId, line]));
  const expected = replayed.alerts.map(({ alertId, subscriber, severity }) => ({
    alertId,
    subscriber,
    severity,
    restrictionId: restricted.get(alertId)?.restrictionId ?? '',
  }));
  expect(rows).toEqual(expected.sort((a, b) => (a.alertId < b.alertId ? -1 : 1)));
}

/** The set of (subscriber, severity, restricted or not) is the same, whatever the order was. */
export async function expectSameOutcomes(stream: Asked, replayed: Replayed): Promise<void> {
  const rows = await stream.ask<{ outcome: string }>(
    `select distinct concat(subscriber, ' ', toString(severity), ' ',
            if(restriction_id = '', 'open', 'restricted')) as outcome
       from alert order by outcome`,
  );
  expect(rows.map(({ outcome }) => outcome)).toEqual(outcomes(replayed));
}
