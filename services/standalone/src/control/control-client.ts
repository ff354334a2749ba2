import { LedgerError, type LedgerErrorCode } from '@sekisho/ledger';
import type { ProcessFile } from './process-file.ts';

const ANSWER_WITHIN_MS = 15_000;

/** Asks the process that holds a data folder. @throws LedgerError as it was thrown there */
export type AskProcess = <T>(operation: string, body: unknown) => Promise<T>;

export function createAskProcess({ url, token }: ProcessFile['control']): AskProcess {
  return async <T>(operation: string, body: unknown) => {
    const response = await fetch(`${url}/${operation}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const answer = (await response.json()) as unknown;
    if (response.ok) return answer as T;
    throw faultOf(response.status, answer as { code?: string; message?: string });
  };
}

function faultOf(
  status: number,
  { code = '', message = code }: { code?: string; message?: string },
) {
  return status === 409 ? new LedgerError(code as LedgerErrorCode, message) : new Error(message);
}
