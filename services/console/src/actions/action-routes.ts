import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { RouteParts } from '../console.ts';
import { layout } from '../pages/layout.ts';
import { namePage } from '../pages/name-page.ts';
import type { ConsoleEnv } from '../web/env.ts';
import { makeView } from '../web/make-view.ts';
import { ownPath } from '../web/own-path.ts';
import { keepName, nameIn } from '../web/who.ts';
import { answerFault } from './answer-fault.ts';
import { barForm, reasonForm, verdictForm } from './forms.ts';

type Done = 'ack' | 'bar' | 'release' | 'undo' | 'verdict';
type ActionContext = Context<ConsoleEnv>;

/** What an action is given: who acts, and what the form said. */
interface Asked {
  by: string;
  form: Record<string, unknown>;
}

/** Each is a form post that asks the enforcer through an operation, and leads back to a page. */
export function actionRoutes(parts: RouteParts): Hono<ConsoleEnv> {
  const { operations, reader, now } = parts;
  const app = new Hono<ConsoleEnv>();

  /** Does it as a person, who is asked for a name first; what goes wrong becomes a page. */
  async function act(
    c: ActionContext,
    done: Done,
    home: string,
    work: (asked: Asked) => Promise<unknown>,
  ) {
    const form = await c.req.parseBody();
    const back = form['back'] === undefined ? home : ownPath(form['back']);
    const person = c.get('person');
    if (person === undefined) return c.redirect(`/name?back=${encodeURIComponent(home)}`, 303);
    try {
      await work({ by: person.name, form });
    } catch (error) {
      return answerFault(c, parts, error, home);
    }
    return c.redirect(back === '/' ? '/' : `${back}?done=${done}`, 303);
  }

  app.post('/a/:alertId/ack', (c) => {
    const alertId = c.req.param('alertId');
    return act(c, 'ack', `/a/${alertId}`, async ({ by }) => {
      const episode = await reader.episode(alertId);
      const subjectId = episode?.found.caseId ?? alertId;
      await operations.acknowledge({ subjectId, by });
    });
  });

  app.post('/a/:alertId/bar', (c) => {
    const alertId = c.req.param('alertId');
    return act(c, 'bar', `/a/${alertId}`, async ({ by, form }) => {
      const { hours: forMs, reason } = barForm.parse(form);
      const told = reason === '' ? c.get('words').act.defaultReason : reason;
      await operations.bar({ alertId, forMs, by, reason: told });
    });
  });

  app.post('/a/:alertId/verdict', (c) => {
    const alertId = c.req.param('alertId');
    return act(c, 'verdict', `/a/${alertId}`, async ({ by, form }) => {
      await operations.verdict({ alertId, by, ...verdictForm.parse(form) });
    });
  });

  app.post('/r/:restrictionId/release', (c) => {
    const restrictionId = c.req.param('restrictionId');
    return act(c, 'release', '/restrictions', async ({ by, form }) => {
      await operations.release({ restrictionId, by, ...reasonForm.parse(form) });
    });
  });

  app.post('/r/:restrictionId/undo', (c) => {
    const restrictionId = c.req.param('restrictionId');
    return act(c, 'undo', '/restrictions', async ({ by }) => {
      await operations.undo({ restrictionId, by, reason: c.get('words').act.undoReason });
    });
  });

  app.post('/name', async (c) => {
    const given = z.object({ name: z.string(), back: z.string().optional() });
    const read = given.safeParse(await c.req.parseBody());
    const back = ownPath(read.data?.back);
    const name = nameIn(read.data?.name ?? '');
    if (name !== undefined) {
      keepName(c, name);
      return c.redirect(back, 303);
    }
    const view = await makeView(c, reader, now());
    const page = { title: view.words.person.title, place: 'other' } as const;
    return c.html(layout(view, page, namePage(view, back, true)), 422);
  });
  return app;
}
