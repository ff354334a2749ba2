import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Permission } from '../access/permission.ts';
import type { RouteParts } from '../console.ts';
import { layout } from '../pages/layout.ts';
import { namePage } from '../pages/name-page.ts';
import { keepName, nameIn } from '../web/claimed-name.ts';
import type { ConsoleEnv } from '../web/env.ts';
import { makeView } from '../web/make-view.ts';
import { ownPath } from '../web/own-path.ts';
import { answerFault } from './answer-fault.ts';
import { barForm, reasonForm, verdictForm } from './forms.ts';

type Done = 'ack' | 'bar' | 'release' | 'undo' | 'verdict';
type ActionContext = Context<ConsoleEnv>;

/** What an action is given: who acts, and what the form said. */
interface Asked {
  by: string;
  form: Record<string, unknown>;
}

interface Action {
  done: Done;
  /** The page that it belongs to. */
  home: string;
  permission: Permission;
  /** In which service it is to be done; nothing where what it is about is not there. */
  service(): Promise<string | undefined>;
  work(asked: Asked): Promise<unknown>;
}

/** Each is a form post that asks the enforcer through an operation, and leads back to a page. */
export function actionRoutes(parts: RouteParts): Hono<ConsoleEnv> {
  const { operations, reader, now, door } = parts;
  const app = new Hono<ConsoleEnv>();

  /** Does it as a person, who is asked for a name first; what goes wrong becomes a page. */
  async function act(c: ActionContext, { done, home, permission, service, work }: Action) {
    const form = await c.req.parseBody();
    const back = form['back'] === undefined ? home : ownPath(form['back']);
    const person = c.get('person');
    if (person === undefined) return c.redirect(`/name?back=${encodeURIComponent(home)}`, 303);
    try {
      const where = await service();
      if (!person.can(permission, where)) return await door.deny(c, permission, where);
      await work({ by: person.subject, form });
    } catch (error) {
      return answerFault(c, parts, error, home);
    }
    return c.redirect(back === '/' ? '/' : `${back}?done=${done}`, 303);
  }

  const serviceOfAlert = async (alertId: string) => (await reader.episode(alertId))?.found.service;
  const serviceOfBar = async (id: string) => (await reader.restriction(id))?.service;

  function ofAlert(
    c: ActionContext,
    action: Pick<Action, 'done' | 'permission'> & {
      work(asked: Asked & { alertId: string }): Promise<unknown>;
    },
  ) {
    const alertId = c.req.param('alertId') ?? '';
    return act(c, {
      ...action,
      home: `/a/${alertId}`,
      service: () => serviceOfAlert(alertId),
      work: (asked) => action.work({ ...asked, alertId }),
    });
  }

  function ofBar(
    c: ActionContext,
    action: Pick<Action, 'done'> & {
      work(asked: Asked & { restrictionId: string }): Promise<unknown>;
    },
  ) {
    const restrictionId = c.req.param('restrictionId') ?? '';
    return act(c, {
      ...action,
      home: '/restrictions',
      permission: 'restrictions.release',
      service: () => serviceOfBar(restrictionId),
      work: (asked) => action.work({ ...asked, restrictionId }),
    });
  }

  app.post('/a/:alertId/ack', (c) =>
    ofAlert(c, {
      done: 'ack',
      permission: 'cases.work',
      work: async ({ by, alertId }) => {
        const episode = await reader.episode(alertId);
        await operations.acknowledge({ subjectId: episode?.found.caseId ?? alertId, by });
      },
    }),
  );

  app.post('/a/:alertId/bar', (c) =>
    ofAlert(c, {
      done: 'bar',
      permission: 'restrictions.bar',
      work: async ({ by, form, alertId }) => {
        const { hours: forMs, reason } = barForm.parse(form);
        const told = reason === '' ? c.get('words').act.defaultReason : reason;
        await operations.bar({ alertId, forMs, by, reason: told });
      },
    }),
  );

  app.post('/a/:alertId/verdict', (c) =>
    ofAlert(c, {
      done: 'verdict',
      permission: 'verdicts.give',
      work: ({ by, form, alertId }) =>
        operations.verdict({ alertId, by, ...verdictForm.parse(form) }),
    }),
  );

  app.post('/r/:restrictionId/release', (c) =>
    ofBar(c, {
      done: 'release',
      work: ({ by, form, restrictionId }) =>
        operations.release({ restrictionId, by, ...reasonForm.parse(form) }),
    }),
  );

  app.post('/r/:restrictionId/undo', (c) =>
    ofBar(c, {
      done: 'undo',
      work: ({ by, restrictionId }) =>
        operations.undo({ restrictionId, by, reason: c.get('words').act.undoReason }),
    }),
  );

  if (door.routes !== undefined) return app;
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
