import type { ApiToken, Session } from '@sekisho/ledger';

/** Somebody who is signed in. */
export interface Person extends Session {
  kind: 'person';
}

/** A program with a token. */
export interface Program extends Pick<ApiToken, 'name' | 'scopes' | 'services' | 'until'> {
  kind: 'program';
  subject: string;
}

/** Whoever asks. `subject` is stable, and belongs into `by` of what is done; `name` is for show. */
export type Caller = Person | Program;

/** What the middlewares hand on. */
export interface AccessEnv {
  Variables: { caller?: Caller };
}
