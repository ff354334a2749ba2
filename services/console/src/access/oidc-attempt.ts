import { newSecret, secretHash } from '@sekisho/ledger';
import { nextPath } from './next-path.ts';
import { ATTEMPT_MS } from './session-cookie.ts';

/**
 * A sign-in with the provider that has begun. All that must be known of it when the browser comes
 * back is in its cookie, or follows from the secret there: whoever begins a thousand leaves
 * nothing behind, and each of several consoles can end it.
 */
export interface OidcAttempt {
  secret: string;
  /** Epoch ms. */
  at: number;
  isFresh: boolean;
  next: string;
}

/** What must be the same when the browser comes back. */
export interface OidcChecks {
  state: string;
  nonce: string;
  /** Of PKCE; 64 characters. */
  verifier: string;
}

export function newAttempt(begun: Omit<OidcAttempt, 'secret'>): OidcAttempt {
  return { secret: newSecret(), ...begun };
}

export function checksOf({ secret }: OidcAttempt): OidcChecks {
  const [state, nonce, verifier] = ['state', 'nonce', 'verifier'].map((use) =>
    secretHash(`${use} of ${secret}`),
  );
  return { state: state!, nonce: nonce!, verifier: verifier! };
}

export function attemptText({ secret, at, isFresh, next }: OidcAttempt): string {
  return [secret, at, isFresh ? 1 : 0, Buffer.from(next).toString('base64url')].join('.');
}

/** Nothing for what is none, or began too long ago. */
export function readAttempt(text: string | undefined, now: number): OidcAttempt | undefined {
  const [, secret, at, fresh, next] =
    /^([0-9a-f]{64})\.(\d{1,15})\.([01])\.([\w-]*)$/.exec(text ?? '') ?? [];
  if (secret === undefined || next === undefined) return undefined;
  if (now - Number(at) > ATTEMPT_MS || Number(at) > now) return undefined;
  const path = nextPath(Buffer.from(next, 'base64url').toString());
  return { secret, at: Number(at), isFresh: fresh === '1', next: path };
}
