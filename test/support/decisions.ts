import { QUEUE, type RestrictionDecision } from '@sekisho/restrictions';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { expect } from 'vitest';
import { given } from './given.ts';
import type { Replayed } from './replay.ts';
import type { Stream } from './stream.ts';

interface FoundJob {
  id: string;
  name: string;
  data: RestrictionDecision;
}

/** All jobs in the stream's queue. */
export async function jobsOf(
  { topic }: Stream,
  redisUrl = given('REDIS_URL'),
): Promise<FoundJob[]> {
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
  const queue = new Queue<RestrictionDecision>(QUEUE, { connection, prefix: topic });
  try {
    const jobs = await queue.getJobs();
    return jobs.map(({ id = '', name, data }) => ({ id, name, data }));
  } finally {
    await queue.close();
    connection.disconnect();
  }
}

/** Each decision of the replay has one job that applies it, and there is no other. */
export async function expectJobs(stream: Stream, { restrictions }: Replayed): Promise<void> {
  const jobs = await jobsOf(stream);
  const applying = jobs.filter(({ name }) => name === 'apply');
  const expected = restrictions.map(({ restrictionId, alertId, subscriber, ...line }) => ({
    id: restrictionId,
    restrictionId,
    alertId,
    subscriber,
    service: line.service,
    kind: 'fraud',
    scope: line.scope,
    at: Date.parse(line.at),
    until: Date.parse(line.until),
    severity: line.severity,
    score: line.score,
    rules: line.rules.toSorted(),
  }));
  const found = applying.map(({ id, data }) => ({ id, ...data, rules: data.rules.toSorted() }));
  expect(found.sort(byId)).toMatchObject(expected.sort(byId));
  for (const { name, id, data } of jobs.filter(({ name }) => name !== 'apply')) {
    expect([name, id]).toEqual(['extend', `${data.restrictionId}-x${data.step}`]);
    expect(restrictions.map(({ restrictionId }) => restrictionId)).toContain(data.restrictionId);
  }
}

/** No growth step of an alert was decided in two ways. */
export async function expectStepsOnce(stream: Stream): Promise<void> {
  const doubled = await stream.ask(
    `select alert_id, step, uniqExact(tuple(* except (ingested_at))) as forms, count() as rows
       from alert_version group by alert_id, step having forms > 1 order by alert_id, step`,
  );
  expect(doubled).toEqual([]);
}

function byId(a: { id?: string }, b: { id?: string }): number {
  return (a.id ?? '') < (b.id ?? '') ? -1 : 1;
}
