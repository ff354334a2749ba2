import { LedgerError, type LedgerErrorCode } from '@sekisho/ledger';
import type { ProcessFile } from './process-file.ts';

const ANSWER_WITHIN_MS = 60_000;

/** Asks the process that holds a data folder. @throws LedgerError as it was thrown there */
export type AskProcess = <T>(operation: string, body: unknown) => Promise<T>;

export function createAskProcess({ url, token }: ProcessFile['control']): AskProcess {
  return async <T>(operation: string, body: unknown) => {
    const response = await fetch(`${url}/${operation}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    }).catch((error: unknown) => {
      throw unanswered(error);
    });
    const answer = (await response.json()) as unknown;
    if (response.ok) return answer as T;
    throw faultOf(response.status, answer as { code?: string; message?: string });
  };
}

function unanswered(error: unknown): Error {
  const { message, cause } = error instanceof Error ? error : new Error(String(error));
  const why = cause instanceof Error ? cause.message : message;
  return new Error(`the process that holds the data folder does not answer (${why}); try again`, {
    cause: error,
  });
}

function faultOf(
  status: number,
  { code = '', message = code }: { code?: string; message?: string },
) {
  return status === 409 ? new LedgerError(code as LedgerErrorCode, message) : new Error(message);
}
