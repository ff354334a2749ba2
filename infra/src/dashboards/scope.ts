import { DASHBOARDS } from './dashboards.ts';
import type { Scope } from './expand-macros.ts';
import type { Question } from './question.ts';

/** In epoch milliseconds. */
export interface Span {
  from: number;
  until: number;
}

const STEPS = [60, 300, 900, 3600, 10_800, 86_400];
const LONGEST_STEP = 604_800;

/** What a span comes to, with a hundred or two points to a curve. @param service default all */
export function scopeOf({ from, until }: Span, service?: string): Scope {
  const wanted = (until - from) / 1000 / 200;
  return {
    from: `toDateTime(${Math.floor(from / 1000)})`,
    until: `toDateTime(${Math.floor(until / 1000)})`,
    interval: `${STEPS.find((step) => step >= wanted) ?? LONGEST_STEP}`,
    variables: service === undefined ? {} : { service: quoted(service) },
  };
}

/** How far back a question's dashboard looks, as `--since` takes it. */
export function usualSince({ dashboard }: Question): string {
  return DASHBOARDS[dashboard].since;
}

/** A text as SQL takes it. */
export function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
