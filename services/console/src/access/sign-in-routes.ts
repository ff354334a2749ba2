import { endSession, signInLocally } from '@sekisho/ledger';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Admission } from './admission.ts';
import { beginAndGoOn } from './begin.ts';
import type { AccessEnv } from './caller.ts';
import { nextPath } from './next-path.ts';
import type { AccessParts } from './parts.ts';
import { refuse } from './refuse.ts';
import { showSignIn, showSignOut } from './sign-in-page.ts';

/** A name, a password and a path fit well. */
const LARGEST_FORM = 16_384;
/** Each takes 46 MB while it works. */
const PASSWORDS_AT_ONCE = 2;
const PASSWORDS_WAITING = 16;

/** `/sign-in` and `/sign-out`. */
export function signInRoutes(parts: AccessParts): Hono<AccessEnv> {
  const admission = new Admission(PASSWORDS_AT_ONCE, PASSWORDS_WAITING);
  const limit = bodyLimit({
    maxSize: LARGEST_FORM,
    onError: (c) => refuse(parts, c, 'too-large'),
  });
  return new Hono<AccessEnv>()
    .get('/sign-in', (c) =>
      showSignIn(parts, c, {
        next: nextPath(c.req.query('next')),
        isFresh: c.req.query('fresh') === '1',
      }),
    )
    .post('/sign-in', limit, async (c) => {
      const form = await readForm(c);
      if (!parts.ways.local) return refuse(parts, c, 'sign-in-failed');
      return signIn(parts, c, { form, admission });
    })
    .get('/sign-out', (c) => showSignOut(parts, c))
    .post('/sign-out', (c) => signOut(parts, c));
}

interface Form {
  name: string;
  password: string;
  next: string;
  isFresh: boolean;
}

async function readForm(c: Context): Promise<Form> {
  const fields = await c.req.parseBody();
  const text = (name: string) => {
    const value = fields[name];
    return typeof value === 'string' ? value : '';
  };
  return {
    name: text('name'),
    password: text('password'),
    next: nextPath(text('next')),
    isFresh: text('fresh') === '1',
  };
}

async function signIn(
  parts: AccessParts,
  c: Context,
  { form, admission }: { form: Form; admission: Admission },
): Promise<Response> {
  const { ledger, refusals, now } = parts;
  const { name, password, next, isFresh } = form;
  const tried = await admission.admit(() => signInLocally(ledger, { name, password, now: now() }));
  if (tried === undefined) return showSignIn(parts, c, { next, isFresh, refused: 'busy' });
  if (tried.is === 'signed-in') {
    const { subject, grants } = tried;
    const signedIn = { subject, name: tried.name, way: 'local', grants, freshAt: now() } as const;
    return beginAndGoOn(parts, c, { signedIn, next });
  }
  // The ledger told of a wrong password. Without the name: people type passwords there.
  if (tried.is !== 'wrong-password') {
    const detail = { because: tried.is, way: 'local' };
    const refused = { actor: 'unknown', action: 'sign-in.failed', subject: 'console', detail };
    await refusals.tell(refused, now());
  }
  // Which of them it was is not for who asks.
  return showSignIn(parts, c, { next, isFresh, refused: 'sign-in-failed' });
}

async function signOut({ ledger, cookie, now }: AccessParts, c: Context<AccessEnv>) {
  const caller = c.get('caller');
  const id = cookie.read(c);
  if (caller !== undefined && id !== undefined) {
    await endSession(ledger, { id, by: caller.subject, because: 'signed-out', now: now() });
  }
  cookie.clear(c);
  c.header('Cache-Control', 'no-store');
  return c.redirect('/sign-in', 303);
}
