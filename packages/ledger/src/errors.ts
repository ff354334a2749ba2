import { EngineStoppedError } from './embedded/engine-stopped-error.ts';

export type LedgerErrorCode =
  | 'unreachable'
  | 'refused'
  | 'not-migrated'
  | 'stopped'
  | 'conflict'
  | 'unknown-restriction'
  | 'unknown-alert'
  | 'unknown-case'
  | 'breaker-full'
  | 'invalid'
  | 'query'
  | 'migration-changed'
  | 'migration-newer'
  | 'migration-invalid';

/**
 * What goes wrong in the ledger. `unreachable` passes by itself; `refused` is a matter of users,
 * passwords or names; `stopped`: the disk of an embedded ledger failed, and nothing works until
 * it is opened again; `not-migrated`: the tables are not there yet; `conflict`: somebody else was
 * faster, or what is asked does not go; `breaker-full`: one bar more would be too many;
 * `invalid`: what is asked can never go.
 */
export class LedgerError extends Error {
  readonly code: LedgerErrorCode;

  constructor(code: LedgerErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'LedgerError';
    this.code = code;
  }
}

// Classes of SQLSTATE: connection, resources, operator intervention (shutdown), system error, and
// a transaction rolled back for another's sake.
const PASSING = new Set(['08', '53', '57', '58', '40']);
const REFUSED = new Set(['28', '3D']);
const BY_STATE: Readonly<Record<string, LedgerErrorCode>> = {
  '23505': 'conflict',
  '42P01': 'not-migrated',
};

/** By SQLSTATE where the server answered; else it did not, which is the connection's fault. */
export function ledgerErrorOf(error: unknown): LedgerError {
  if (error instanceof LedgerError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new LedgerError(codeOf(error), `ledger: ${message}`, error);
}

function codeOf(error: unknown): LedgerErrorCode {
  if (error instanceof EngineStoppedError) return 'stopped';
  if (error instanceof TypeError || error instanceof RangeError) return 'query';
  const state = stateOf(error);
  if (state === undefined) return 'unreachable';
  if (PASSING.has(state.slice(0, 2))) return 'unreachable';
  if (REFUSED.has(state.slice(0, 2))) return 'refused';
  return BY_STATE[state] ?? 'query';
}

/** Of an answer of either engine: each has a class of its own, with the same fields. */
function stateOf(error: unknown): string | undefined {
  if (!(error instanceof Error && 'severity' in error && 'code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : '';
}
