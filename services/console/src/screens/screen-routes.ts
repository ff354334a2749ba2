import { shownSubscriber as shown } from '@sekisho/notices';
import { Hono } from 'hono';
import { html } from 'hono/html';
import type { RouteParts } from '../console.ts';
import type { SwitchBars } from '../operations.ts';
import { alertPage, alertPanel, panelNamed } from '../pages/alert/alert-page.ts';
import { faultPage } from '../pages/fault-page.ts';
import { type Asked, healthPage } from '../pages/health.ts';
import { layout } from '../pages/layout.ts';
import { namePage } from '../pages/name-page.ts';
import { type QueuePage, queuePage } from '../pages/queue.ts';
import { restrictionsPage } from '../pages/restrictions.ts';
import type { ConsoleEnv, View } from '../web/env.ts';
import { makeView } from '../web/make-view.ts';
import { maySee, maySeeService } from '../web/may.ts';
import { ownPath } from '../web/own-path.ts';
import { codeOf, withinTime } from '../web/within-time.ts';
import { doneLine } from './done-line.ts';

const WITHIN_MS = 3000;
/** The engine may be held by a question of five seconds. */
const HEALTH_WITHIN_MS = 6000;

/** What is looked at; nothing here changes anything. */
export function screenRoutes(parts: RouteParts): Hono<ConsoleEnv> {
  const { reader, operations, onFault, now, door } = parts;
  const app = new Hono<ConsoleEnv>();
  const ask = <T>(ms: number, part: string, work: Promise<T>): Promise<Asked<T>> =>
    withinTime(ms, work).then(
      (value) => ({ value, code: null }),
      (error: unknown) => {
        onFault(error, part);
        return { value: undefined, code: codeOf(error) };
      },
    );

  app.get('/', async (c) => {
    const view = await makeView(c, reader, now());
    const { queue: words } = view.words;
    const queue = await ask(WITHIN_MS, 'queue', queueFor(view));
    const body =
      queue.code === null
        ? queuePage(view, await queueParts(queue.value))
        : faultPage(view, { text: words.unread, code: queue.code, back: '/' });
    const title = queue.code === null ? titleOf(view, queue.value.episodes.length) : words.title;
    return c.html(layout(view, { title, place: 'queue' }, body), queue.code === null ? 200 : 503);
  });

  async function queueFor(view: View): Promise<QueuePage['queue']> {
    const { episodes, quietSince } = await reader.queue();
    return { episodes: episodes.filter((episode) => maySee(view, episode)), quietSince };
  }

  async function queueParts(queue: QueuePage['queue']): Promise<QueuePage> {
    const subscribers = queue.episodes.map(({ found }) => found.subscriber);
    const [up, last] = await Promise.all([
      ask(WITHIN_MS, 'calls-up', reader.callsUp(subscribers)),
      subscribers.length > 0
        ? { value: null, code: null }
        : ask(WITHIN_MS, 'last-record', reader.lastRecordAt()),
    ]);
    return { queue, up: up.value, lastRecord: { at: last.value ?? null, problem: last.code } };
  }

  app.get('/a/:alertId', async (c) => {
    const view = await makeView(c, reader, now());
    const episode = await ask(WITHIN_MS, 'alert', reader.episode(c.req.param('alertId')));
    const title = view.words.alert.panels.evidence;
    if (episode.value === undefined) {
      const isUnknown = episode.code === null;
      const text = isUnknown ? view.words.alert.unknown : view.words.queue.unread;
      const fault = { text, code: episode.code ?? 'unknown-alert', back: '/' };
      return c.html(
        layout(view, { title, place: 'other' }, faultPage(view, fault)),
        isUnknown ? 404 : 503,
      );
    }
    const { subscriber, service } = episode.value.found;
    if (!maySee(view, episode.value)) return door.deny(c, 'alerts.read', service);
    const page = await alertPage(view, episode.value, { reader, operations, onFault });
    const body = html`${doneLine(view, c.req.query('done'))}${page}`;
    return c.html(
      layout(view, { title: view.words.alert.title(shown(subscriber)), place: 'other' }, body),
    );
  });

  app.get('/a/:alertId/:panel', async (c) => {
    const name = panelNamed(c.req.param('panel'));
    if (name === undefined) return c.notFound();
    const alertId = c.req.param('alertId');
    const view = { ...(await makeView(c, reader, now())), path: `/a/${alertId}` };
    const episode = await reader.episode(alertId);
    if (episode === undefined) return c.notFound();
    if (!maySee(view, episode)) return door.deny(c, 'alerts.read', episode.found.service);
    return c.html(await alertPanel(view, episode, name, { reader, operations, onFault }));
  });

  /** What a person may see of them, and which are another's business. */
  async function barsFor(view: View) {
    const all = await operations.bars('live');
    const bars = all.filter(({ service }) => maySeeService(view, service));
    const hidden = new Set(all.map(({ restrictionId }) => restrictionId));
    for (const { restrictionId } of bars) hidden.delete(restrictionId);
    return { bars, hidden };
  }

  app.get('/restrictions', async (c) => {
    const view = await makeView(c, reader, now());
    const { restrictions: words } = view.words;
    const [bars, actual] = await Promise.all([
      ask(WITHIN_MS, 'restrictions', barsFor(view)),
      ask(HEALTH_WITHIN_MS, 'switch', operations.actual()),
    ]);
    const said = actual.value ?? { target: view.mode.target, problem: actual.code, held: [] };
    const body =
      bars.code === null
        ? html`${doneLine(view, c.req.query('done'))}${restrictionsPage(view, { bars: bars.value.bars, actual: without(said, bars.value.hidden) })}`
        : faultPage(view, { text: words.unread, code: bars.code, back: '/restrictions' });
    return c.html(
      layout(view, { title: words.title, place: 'restrictions' }, body),
      bars.code === null ? 200 : 503,
    );
  });

  app.get('/health', async (c) => {
    const view = await makeView(c, reader, now());
    const [status, actual, lastRecord] = await Promise.all([
      ask(HEALTH_WITHIN_MS, 'status', operations.status()),
      ask(HEALTH_WITHIN_MS, 'switch', operations.actual()),
      ask(HEALTH_WITHIN_MS, 'last-record', reader.lastRecordAt()),
    ]);
    const body = healthPage(view, { status, actual, lastRecord, problems: reader.problems() });
    return c.html(layout(view, { title: view.words.health.title, place: 'health' }, body));
  });

  if (door.routes !== undefined) return app;
  app.get('/name', async (c) => {
    const view = await makeView(c, reader, now());
    const body = namePage(view, ownPath(c.req.query('back')), false);
    return c.html(layout(view, { title: view.words.person.title, place: 'other' }, body));
  });
  return app;
}

function without(said: SwitchBars, hidden: ReadonlySet<string>): SwitchBars {
  return { ...said, held: said.held.filter(({ key }) => !hidden.has(key)) };
}

function titleOf({ words }: View, open: number): string {
  return open === 0 ? words.queue.title : `(${open}) ${words.queue.title}`;
}
