import type { CallMarks } from './evidence/call-marks.ts';
import type { InternationalLeg } from './leg.ts';
import { MOST_LEGS } from './one-call.ts';

// A history is one flat array of doubles, thirteen to a call: an object a call would cost three
// times the memory, and most subscribers have a handful of calls in eight days.
export const STRIDE = 13;
export const KEY = 0;
export const STARTED = 1;
export const FIRST_AT = 2;
export const AT = 3;
/** `Infinity` while the call is up; below 0 where it lapsed instead of being stopped. */
export const ENDED = 4;
export const TALK = 5;
export const COST = 6;
export const DESTINATION = 7;
/** Times `MOST_LEGS`, and how many legs but one the call has. */
export const OFFSET = 8;
/** Hashes of the called number, its range and its block; 0 where they are not known. */
export const NUMBER = 9;
export const RANGE = 10;
export const BLOCK = 11;
/** @see packTraits */
export const TRAITS = 12;

const UP = Number.POSITIVE_INFINITY;

export function cellsOf(key: number, leg: InternationalLeg, marks: CallMarks): number[] {
  return [
    key,
    leg.startedAt,
    leg.at,
    leg.at,
    endOf(leg, leg.startedAt),
    leg.talkMs,
    leg.costMilliYen,
    leg.destination.index,
    leg.offset * MOST_LEGS,
    marks.number,
    marks.range,
    marks.block,
    marks.traits,
  ];
}

export function legsOf(offsetCell: number): number {
  return (offsetCell % MOST_LEGS) + 1;
}

/**
 * Takes a further record of a leg into its call's cells, from `start` on. Only a stop ends a leg for
 * good: what lapsed may still be heard of, and what comes after a stop is an interim that was
 * overtaken.
 */
export function replaceIfNewer(cells: number[], start: number, leg: InternationalLeg): void {
  const ended = cells[start + ENDED]!;
  const at = cells[start + AT]!;
  const hasLapsed = ended < 0;
  if (ended > 0 && ended !== UP) return;
  if (leg.endedAt === undefined && !hasLapsed && leg.at < at) return;
  cells[start + AT] = hasLapsed ? leg.at : Math.max(leg.at, at);
  cells[start + ENDED] = endOf(leg, cells[start + STARTED]!);
  cells[start + TALK] = leg.talkMs;
  cells[start + COST] = leg.costMilliYen;
  cells[start + OFFSET] = leg.offset * MOST_LEGS;
}

/** Takes a record of one of a call's legs in: the largest figures stand, whichever comes first. */
export function mergeLegs(cells: number[], start: number, leg: InternationalLeg): void {
  const ended = cells[start + ENDED]! < 0 ? UP : cells[start + ENDED]!;
  const legs = legsOf(cells[start + OFFSET]!) + (leg.isFurther ? 0 : 1);
  const startedAt = Math.min(cells[start + STARTED]!, leg.startedAt);
  const end = endOf(leg, startedAt);
  cells[start + STARTED] = startedAt;
  cells[start + AT] = Math.max(leg.at, cells[start + AT]!);
  cells[start + ENDED] = ended !== UP && end !== UP ? Math.max(ended, end) : Math.min(ended, end);
  cells[start + TALK] = Math.max(leg.talkMs, cells[start + TALK]!);
  cells[start + COST] = Math.max(leg.costMilliYen, cells[start + COST]!);
  cells[start + OFFSET] = leg.offset * MOST_LEGS + Math.min(legs, MOST_LEGS) - 1;
}

// A switch whose clock is behind that of the one which told of the start may end a call before it.
function endOf(leg: InternationalLeg, startedAt: number): number {
  return leg.endedAt === undefined ? UP : Math.max(leg.endedAt, startedAt);
}
