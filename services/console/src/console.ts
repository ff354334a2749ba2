import type { Log } from '@sekisho/runtime';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Access } from './access/create-access.ts';
import { actionRoutes } from './actions/action-routes.ts';
import { assetRoutes } from './assets.ts';
import { eventRoutes } from './live/event-routes.ts';
import { QueueFeed } from './live/queue-feed.ts';
import type { ConsoleOperations } from './operations.ts';
import { faultPage } from './pages/fault-page.ts';
import { layout } from './pages/layout.ts';
import type { ConsoleReader } from './read/reader.ts';
import { screenRoutes } from './screens/screen-routes.ts';
import { accountsDoor, type Door, openDoor } from './web/door.ts';
import type { ConsoleEnv } from './web/env.ts';
import { guardHeaders } from './web/guard.ts';
import { makeView } from './web/make-view.ts';
import { codeOf } from './web/within-time.ts';
import { wordsOf } from './words/index.ts';
import { chooseLanguage } from './words/language.ts';

export interface ConsoleParts {
  reader: ConsoleReader;
  operations: ConsoleOperations;
  /** Who may sign in and do what; without it whoever is on this machine, by the name he claims. */
  access?: Access;
  log: Log;
  /** Epoch ms. */
  now(): number;
}

/** As much as every group of routes needs. */
export interface RouteParts extends ConsoleParts {
  door: Door;
  onFault(error: unknown, part: string): void;
}

export interface Console {
  readonly app: Hono<ConsoleEnv>;
  /** Whether people sign in, so that others than this machine's may reach it. */
  readonly hasAccounts: boolean;
  /** Ends what is still sent to open pages. */
  stop(): void;
}

const LARGEST_BODY = 65_536;

/** The NOC's screens: reads through one interface, and acts through the commands' operations. */
export function createConsole(parts: ConsoleParts): Console {
  const { reader, log, access } = parts;
  const door = access === undefined ? openDoor() : accountsDoor(access);
  const onFault = (error: unknown, part: string) => log.warn({ err: error, part }, 'not shown');
  const route: RouteParts = { ...parts, door, onFault };
  const feed = new QueueFeed({ reader, onFault });
  const app = new Hono<ConsoleEnv>();
  app.use(guardHeaders());
  app.use(async (c, next) => {
    const language = chooseLanguage(c);
    c.set('language', language);
    c.set('words', wordsOf(language));
    await next();
  });
  app.use(door.guard);
  app.use(bodyLimit({ maxSize: LARGEST_BODY }));
  app.route('/assets', assetRoutes());
  if (door.routes !== undefined) app.route('/', door.routes);
  app.use(async (c, next) => {
    await next();
    c.header('cache-control', 'no-store');
  });
  app.use(door.entry);
  app.route('/', screenRoutes(route));
  app.route('/', actionRoutes(route));
  app.route('/events', eventRoutes({ ...route, feed }));
  app.notFound((c) => showFault(c, route, 404, 'not-found', c.get('words').fault.notFound));
  app.onError((error, c) => {
    log.error({ err: error, path: c.req.path }, 'a page failed');
    const words = c.get('words') ?? wordsOf('en');
    return c.text(`${words.fault.internal} (${codeOf(error)})\n`, 500);
  });
  return { app, hasAccounts: access !== undefined, stop: () => feed.stop() };
}

async function showFault(
  c: Context<ConsoleEnv>,
  { reader, now }: RouteParts,
  status: 404,
  code: string,
  text: string,
): Promise<Response> {
  const view = await makeView(c, reader, now());
  const page = { title: view.words.fault.title, place: 'other' } as const;
  return c.html(layout(view, page, faultPage(view, { text, code, back: '/' })), status);
}
