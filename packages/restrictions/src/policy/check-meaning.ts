import { mergedService } from './policy.ts';
import type { PolicyDocument, ServiceDocument } from './policy-schema.ts';

/** What is wrong, and under which key. */
export interface Fault {
  path: (string | number)[];
  message: string;
}

const DAY_MS = 86_400_000;
const LONGEST_MS = 7 * DAY_MS;

/** What a schema cannot say. @param hasDesks whether the hours of desks are known */
export function checkMeaning(document: PolicyDocument, hasDesks: boolean): Fault[] {
  return Object.keys(document.services).flatMap((name) =>
    serviceFaults(mergedService(document, name), hasDesks).map(({ path, message }) => ({
      path: ['services', name, ...path],
      message,
    })),
  );
}

function serviceFaults(service: ServiceDocument, hasDesks: boolean): Fault[] {
  return [
    ...enforceFaults(service),
    ...lengthFaults(service, hasDesks),
    ...extensionFaults(service),
  ];
}

// Whoever bars must be able to let go at night, and to say by what right.
function enforceFaults({ mode, releasePath, terms }: ServiceDocument): Fault[] {
  if (mode !== 'enforce') return [];
  const faults: Fault[] = [];
  if (releasePath === undefined) {
    faults.push({
      path: ['mode'],
      message: 'enforce needs releasePath: write how a bar is lifted while the desk is closed',
    });
  }
  if (terms === undefined) {
    faults.push({
      path: ['mode'],
      message: 'enforce needs terms: write clause, version and date of the terms of service',
    });
  }
  return faults;
}

function lengthFaults(
  { severities, longest = LONGEST_MS }: ServiceDocument,
  hasDesks: boolean,
): Fault[] {
  const faults: Fault[] = [];
  for (const severity of ['warning', 'critical'] as const) {
    const length = severities?.[severity]?.for;
    const path = ['severities', severity, 'for'];
    if (length?.kind === 'until-desk' && !hasDesks) {
      const message = 'needs the hours of the desk; name a notices file (NOTICES_FILE, --notices)';
      faults.push({ path, message });
    }
    const ms = length?.kind === 'span' ? length.ms : (length?.plusMs ?? 0);
    if (ms > longest) faults.push({ path, message: 'longer than longest; shorten it' });
  }
  return faults;
}

function extensionFaults({ extend, longest = LONGEST_MS }: ServiceDocument): Fault[] {
  if (extend === undefined) return [];
  const faults: Fault[] = [];
  if (extend.upTo > longest) {
    faults.push({ path: ['extend', 'upTo'], message: 'longer than longest; shorten it' });
  }
  if (extend.by > extend.upTo) {
    faults.push({ path: ['extend', 'by'], message: 'a step longer than upTo; shorten it' });
  }
  return faults;
}
