import type { CaseOperations } from './case-operations.ts';
import type { AskProcess } from './control-client.ts';

/** The operations about cases, asked of the process that holds the folder. */
export function createRemoteCaseOperations(ask: AskProcess): CaseOperations {
  return {
    cases: (of) => ask('cases', { of }),
    caseFile: (caseId) => ask('case-file', { caseId }),
    contact: (request) => ask('contact', request),
    acknowledge: (request) => ask('acknowledge', request),
    undo: (request) => ask('undo', request),
    silence: (request) => ask('silence', request),
    unsilence: (request) => ask('unsilence', request),
    silences: () => ask('silences', {}),
    sendAgain: (noticeId) => ask('send-again', { noticeId }),
  };
}
