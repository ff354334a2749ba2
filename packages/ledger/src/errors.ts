import pg from 'pg';

export type LedgerErrorCode =
  | 'unreachable'
  | 'refused'
  | 'not-migrated'
  | 'conflict'
  | 'unknown-restriction'
  | 'query'
  | 'migration-changed'
  | 'migration-newer'
  | 'migration-invalid';

/**
 * What goes wrong in the ledger. `unreachable` passes by itself; `refused` is a matter of users,
 * passwords or names; `not-migrated`: the tables are not there yet; `conflict`: somebody else was faster, or what is asked does not go.
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
  if (error instanceof TypeError || error instanceof RangeError) return 'query';
  if (!(error instanceof pg.DatabaseError)) return 'unreachable';
  const state = error.code ?? '';
  if (PASSING.has(state.slice(0, 2))) return 'unreachable';
  if (REFUSED.has(state.slice(0, 2))) return 'refused';
  return BY_STATE[state] ?? 'query';
}
