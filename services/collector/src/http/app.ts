import { randomUUID } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import type { Owners } from '@sekisho/ledger';
import type { HealthChecks, Log, Metrics } from '@sekisho/runtime';
import { type Context, Hono } from 'hono';
import type { CollectorMetrics } from '../collector-metrics.ts';
import type { RecordSink } from '../record-sink.ts';
import { SinkError } from '../sink-error.ts';
import { ByteBudget, type Hold } from './byte-budget.ts';
import { readBody } from './read-body.ts';
import { type BodyForm, createOpenBody, type OpenedBody } from './read-body-form.ts';
import { RequestFault } from './request-fault.ts';
import { takeBody } from './take-body.ts';
import { createIsAuthorised } from './tokens.ts';
import { writeWithin } from './write-within.ts';

export interface HttpLimits {
  /** Of one body, as sent and as unpacked. */
  maxBodyBytes: number;
  /** Of all bodies that are not durable yet. */
  maxPendingBytes: number;
  /** How long the sink may take before the client is told to try again. */
  answerWithinMs: number;
}

/** What a person should know that is no reason to send no records. */
export type HealthNotes = Map<string, () => string | undefined>;

export interface AppParts {
  sink: RecordSink;
  owners: Owners;
  tokens: readonly string[];
  limits: HttpLimits;
  health: HealthChecks;
  notes: HealthNotes;
  metrics: Metrics;
  counts: CollectorMetrics;
  log: Log;
  /** Epoch ms. */
  now(): number;
  isStopping(): boolean;
}

export type CollectorApp = Hono<{ Bindings: HttpBindings }>;
type RequestContext = Context<{ Bindings: HttpBindings }>;

/** `POST /v1/cdrs`, `GET /health` and `GET /metrics`. */
export function createApp(parts: AppParts): CollectorApp {
  const { health, metrics } = parts;
  const app: CollectorApp = new Hono();
  app.get('/health', (c) => {
    const report = health.report();
    const told = [...parts.notes].map(([name, note]) => [name, note()]);
    const notes = Object.fromEntries(told.filter(([, note]) => note !== undefined));
    return c.json({ ...report, notes }, report.healthy ? 200 : 503);
  });
  app.get('/metrics', async (c) =>
    c.text(await metrics.text(), 200, { 'content-type': 'text/plain; version=0.0.4' }),
  );
  app.use('/v1/*', measure(parts));
  app.post('/v1/cdrs', takeRecords(parts));
  app.all('/v1/cdrs', () => {
    throw new RequestFault('method-not-allowed');
  });
  app.onError((error, c) => answerFault(error, c, parts.log));
  return app;
}

function measure({ counts }: AppParts) {
  return async (c: RequestContext, next: () => Promise<void>) => {
    const done = counts.requestSeconds.startTimer();
    await next();
    done();
    counts.requests.inc({ status: c.res.status });
  };
}

function takeRecords(parts: AppParts) {
  const isAuthorised = createIsAuthorised(parts.tokens);
  const budget = new ByteBudget(parts.limits.maxPendingBytes, (bytes) =>
    parts.counts.pendingBytes.set(bytes),
  );
  const openBodyOf = createOpenBody({ owners: parts.owners, metrics: parts.counts });
  return async (c: RequestContext) => {
    if (parts.isStopping()) throw new RequestFault('stopping');
    if (!isAuthorised(c.req.header('authorization'))) throw new RequestFault('unauthorised');
    const form = formOf(c);
    const openBody = openBodyOf(form);
    const hold = budget.hold();
    try {
      const body = await readBody(c.env.incoming, parts.limits.maxBodyBytes, hold);
      return await publish(c, openBody(body), hold, { ...parts, source: form.source });
    } catch (error) {
      // A write that is given up on is not over: it keeps its hold.
      if (!(error instanceof SinkError)) hold.release();
      throw error;
    }
  };
}

function formOf(c: RequestContext): BodyForm {
  const source = c.req.query('source') || c.req.header('x-sekisho-source') || undefined;
  return { format: c.req.query('format') || undefined, source };
}

async function publish(
  c: RequestContext,
  body: OpenedBody,
  hold: Hold,
  { sink, limits, now, counts, source }: AppParts & Pick<BodyForm, 'source'>,
): Promise<Response> {
  const requestId = randomUUID();
  const { batch, rejected, skipped } = takeBody(body, now(), requestId);
  await writeWithin(sink, batch, limits.answerWithinMs, hold.release);
  counts.count('http', batch, source);
  counts.skipped.inc(skipped);
  c.header('x-request-id', requestId);
  return c.json({ accepted: batch.accepted.length, rejected }, 202);
}

function answerFault(error: Error, c: RequestContext, log: Log): Response {
  if (error instanceof RequestFault) return error.answer();
  const path = c.req.path;
  if (error instanceof SinkError) {
    // The sink tells once that it is away; each request would fill the disk in a long outage.
    log.debug({ err: error, path, code: error.code }, 'records not written');
    return new RequestFault('unavailable', error).answer();
  }
  log.error({ err: error, path }, 'request failed');
  return c.json({ error: 'internal' }, 500);
}
