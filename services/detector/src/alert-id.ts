import { hash } from 'node:crypto';
import type { RecordIdentity } from '@sekisho/rules';

/** `a-` and 24 hex digits: the same record opens the same alert, wherever it is processed. */
export function alertId(service: string, subscriber: string, identity: RecordIdentity): string {
  const { source, callId, event, at, occasion } = identity;
  const parts = [
    service,
    subscriber,
    source,
    callId,
    event,
    event === 'interim' ? at : 0,
    occasion ?? 0,
  ];
  return `a-${hash('sha256', JSON.stringify(parts)).slice(0, 24)}`;
}
