import { mergedService } from './policy.ts';
import type { PolicyDocument, ServiceDocument } from './policy-schema.ts';

/** What is wrong, and under which key. */
export interface Fault {
  path: (string | number)[];
  message: string;
}

const DAY_MS = 86_400_000;
const LONGEST_MS = 7 * DAY_MS;

/** What a schema cannot say. */
export function checkMeaning(document: PolicyDocument): Fault[] {
  const faults: Fault[] = [];
  if (!isTimeZone(document.timeZone)) {
    faults.push({ path: ['timeZone'], message: 'no such zone; write one such as Asia/Tokyo' });
  }
  for (const name of Object.keys(document.services)) {
    const merged = mergedService(document, name);
    for (const { path, message } of serviceFaults(merged)) {
      faults.push({ path: ['services', name, ...path], message });
    }
  }
  return faults;
}

function serviceFaults(service: ServiceDocument): Fault[] {
  return [...enforceFaults(service), ...lengthFaults(service), ...extensionFaults(service)];
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

function lengthFaults({ severities, desk, longest = LONGEST_MS }: ServiceDocument): Fault[] {
  const faults: Fault[] = [];
  for (const severity of ['warning', 'critical'] as const) {
    const length = severities?.[severity]?.for;
    const path = ['severities', severity, 'for'];
    if (length?.kind === 'until-desk' && desk === undefined) {
      faults.push({ path, message: 'needs the hours of the desk; write desk' });
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

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
