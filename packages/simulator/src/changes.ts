import type { Device } from './device.ts';

/** Something about a subscriber that is otherwise for a while, and lawfully so. */
export interface Change {
  /** Epoch milliseconds. */
  from: number;
  until: number;
  /** Its own equipment from then on. */
  device?: Device;
  /** Factors on its own calls, all of them and those abroad. */
  volume?: number;
  abroad?: number;
  /** Hours by which its working day moves. */
  shiftHours?: number;
}

function active(changes: readonly Change[], at: number): Change[] {
  return changes.filter(({ from, until }) => from <= at && at < until);
}

/** The device that has taken the place of the usual one, if any. */
export function replacedBy(changes: readonly Change[], at: number): Device | undefined {
  if (changes.length === 0) return undefined;
  return active(changes, at).findLast(({ device }) => device !== undefined)?.device;
}

/** The product of a factor over all changes at a time. */
export function factorAt(
  changes: readonly Change[],
  name: 'volume' | 'abroad',
  at: number,
): number {
  if (changes.length === 0) return 1;
  return active(changes, at).reduce((product, change) => product * (change[name] ?? 1), 1);
}

/** The hours by which all changes together move the day. */
export function shiftAt(changes: readonly Change[], at: number): number {
  if (changes.length === 0) return 0;
  return active(changes, at).reduce((sum, { shiftHours = 0 }) => sum + shiftHours, 0);
}
