import { type Context, Hono } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import type { RouteParts } from '../console.ts';
import { linesNow } from '../pages/alert/alert-page.ts';
import type { ConsoleEnv, View } from '../web/env.ts';
import { makeView } from '../web/make-view.ts';
import { maySee } from '../web/may.ts';
import { queuePartials, sevenPartial, sightPartial } from './partials.ts';
import type { FeedState, QueueFeed } from './queue-feed.ts';

export interface EventParts extends RouteParts {
  feed: QueueFeed;
}

const ALIVE_EVERY_MS = 15_000;

/**
 * What changes of the queue, or of one alert (`?alert=`), as fragments that replace cells where
 * they stand: no row comes, goes or moves. An id is the process and a count, so that who comes back
 * with `Last-Event-ID` is told what has changed since.
 */
export function eventRoutes(parts: EventParts): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();
  app.get('/', async (c) => {
    const view = await makeView(c, parts.reader, parts.now());
    return streamSSE(c, (stream) => follow(c, stream, view, parts));
  });
  return app;
}

async function follow(
  c: Context<ConsoleEnv>,
  stream: SSEStreamingApi,
  view: View,
  parts: EventParts,
): Promise<void> {
  const { feed, now, door } = parts;
  const alertId = c.req.query('alert');
  let told = toldBefore(c.req.header('last-event-id'), feed);
  let wake = Promise.withResolvers<void>();
  const end = feed.watch(() => wake.resolve());
  stream.onAbort(() => wake.resolve());
  try {
    await stream.write(': here\n\n');
    while (!stream.aborted && !feed.isStopped) {
      const { state } = feed;
      if (feed.isFresh && state.seq > told) {
        const fresh = { ...view, now: now(), sight: state.sight };
        const data = await tell(fresh, state, told, alertId, parts);
        if (data !== '') await stream.writeSSE({ id: `${feed.boot}-${state.seq}`, data });
        told = state.seq;
      }
      await woken(wake.promise, stream);
      if (!(await door.isStillOpen(c))) return;
      wake = Promise.withResolvers<void>();
    }
  } finally {
    end();
  }
}

/** Waits for news, not long: a sign of life keeps proxies and switches from closing the line. */
async function woken(news: Promise<void>, stream: SSEStreamingApi): Promise<void> {
  const { promise: quiet, resolve } = Promise.withResolvers<void>();
  const alive = setTimeout(() => void stream.write(': \n\n').then(() => resolve()), ALIVE_EVERY_MS);
  await Promise.race([news, quiet]);
  clearTimeout(alive);
}

function toldBefore(lastEventId: string | undefined, { boot, state }: QueueFeed): number {
  const [of, seq] = lastEventId?.split('-') ?? [];
  return of === boot && Number(seq) <= state.seq ? Number(seq) : 0;
}

async function tell(
  view: View,
  state: FeedState,
  told: number,
  alertId: string | undefined,
  parts: EventParts,
): Promise<string> {
  const sight = await sightPartial(view);
  if (alertId === undefined) return `${sight}${await queuePartials(view, state, told)}`;
  const episode = await parts.reader.episode(alertId);
  if (episode === undefined || !maySee(view, episode)) return sight;
  return `${sight}${await sevenPartial(await linesNow(view, episode, parts))}`;
}
