import { hash } from 'node:crypto';
import type { CaseOptions, DestinationCaseKind } from '@sekisho/rules';

/** How the cases of a topic are named, and who is told of them. */
export function casesIn(topic: string, onCase: CaseOptions['onCase']): CaseOptions {
  return { caseId: (key, kind, openedAt) => caseId(topic, key, kind, openedAt), onCase };
}

/**
 * `c-` and 24 hex digits: the same calls open the same case, wherever they are weighed.
 * @param topic of the records; calls of another one are other calls
 */
function caseId(topic: string, key: string, kind: DestinationCaseKind, openedAt: number): string {
  const parts = [topic, key, kind, openedAt];
  return `c-${hash('sha256', JSON.stringify(parts)).slice(0, 24)}`;
}
