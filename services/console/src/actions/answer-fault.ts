import { LedgerError } from '@sekisho/ledger';
import type { Context } from 'hono';
import { z } from 'zod';
import type { RouteParts } from '../console.ts';
import { faultPage } from '../pages/fault-page.ts';
import { layout } from '../pages/layout.ts';
import type { ConsoleEnv } from '../web/env.ts';
import { makeView } from '../web/make-view.ts';
import type { Words } from '../words/index.ts';
import { NUMBERS } from './forms.ts';

interface Fault {
  status: 404 | 409 | 422 | 500 | 503;
  code: string;
  text: string;
  detail?: string;
  command?: string;
}

/** For when no enforcer is reached by the console. */
const BREAK_GLASS = 'sekisho bars --data DIR\nsekisho release ID --by WHO --reason WHY --directly';

/** What went wrong with an action, as a page with a code; nothing of it was done. */
export async function answerFault(
  c: Context<ConsoleEnv>,
  { reader, onFault, now }: RouteParts,
  error: unknown,
  back: string,
): Promise<Response> {
  const { status, ...fault } = faultOf(error, c.get('words'));
  if (status >= 500) onFault(error, c.req.path);
  const view = { ...(await makeView(c, reader, now())), path: back };
  const page = { title: view.words.fault.title, place: 'other' } as const;
  return c.html(layout(view, page, faultPage(view, { ...fault, back })), status);
}

function faultOf(error: unknown, { fault }: Words): Fault {
  if (error instanceof z.ZodError) {
    const isNumber = error.issues.some(({ message }) => message === NUMBERS);
    return isNumber
      ? { status: 422, code: 'number', text: fault.numbers }
      : { status: 422, code: 'bad-form', text: fault.badForm };
  }
  if (!(error instanceof LedgerError))
    return { status: 500, code: 'internal', text: fault.internal };
  const { code, message: detail } = error;
  if (code === 'conflict') return { status: 409, code, text: fault.conflict, detail };
  if (code === 'invalid') return { status: 422, code, text: fault.invalid, detail };
  if (code.startsWith('unknown-')) return { status: 404, code, text: fault.unknownSubject, detail };
  return { status: 503, code, text: fault.unreachable, command: BREAK_GLASS };
}
