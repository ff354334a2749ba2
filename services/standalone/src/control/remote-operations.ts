import type { AskProcess } from './control-client.ts';
import type { Operations } from './operations.ts';
import { createRemoteCaseOperations } from './remote-case-operations.ts';

/** The operations on what another process has open, asked of that process. */
export function createRemoteOperations(ask: AskProcess): Operations {
  return {
    status: () => ask('status', {}),
    bars: (of) => ask('bars', { of }),
    actual: () => ask('actual', {}),
    release: (request) => ask('release', request),
    approve: (request) => ask('approve', request),
    bar: (request) => ask('bar', request),
    lock: (request) => ask('lock', request),
    hold: (request) => ask('hold', request),
    resume: (request) => ask('resume', request),
    verdict: (request) => ask('verdict', request),
    verdicts: (of) => ask('verdicts', { of }),
    ...createRemoteCaseOperations(ask),
    judgedAlerts: () => ask('judged-alerts', {}),
    proposeDestination: (wanted) => ask('destination-propose', wanted),
    placeDestination: (wanted) => ask('destination-place', wanted),
    approveDestination: (asked) => ask('destination-approve', asked),
    releaseDestination: (asked) => ask('destination-release', asked),
    destinations: (of) => ask('destinations', { of }),
  };
}
