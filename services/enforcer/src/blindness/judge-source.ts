import { HOUR_MS, SHARES } from './hour-count.ts';
import type { UsualHours } from './usual-hours.ts';

type BlindReason = 'silent' | 'few' | 'late' | 'unknown' | 'international' | 'unanswered';

/** Why a source may not be seen any more. */
export interface Finding {
  reason: BlindReason;
  /** For a person. */
  told: string;
}

export interface SourceState {
  hours: UsualHours;
  /** Epoch ms of the last record that arrived. */
  lastSeenAt: number;
  /** Between arrivals: nearly all (99 %) are no longer. */
  usualGapMs: number;
  /** Of the last quarter of an hour. */
  recent: Recent;
}

/** Records that arrived lately, and from when they are: half of them are no older, in ms. */
export interface Recent {
  records: number;
  delayMs: number;
}

/** So many records that should have come make it no chance. */
const MISSED = 20;
const SHORTEST_SILENCE_MS = 5 * 60_000;
/** A source that is silent for longer was taken out of service. */
const FORGOTTEN_MS = 14 * 24 * HOUR_MS;
/** Of fewer records in an hour, shares and counts tell little. */
const ENOUGH = 200;
const FEW = 0.1;
/** Shares differ where they do by a fifth of all, and by six standard deviations. */
const DIFFERENT = 0.2;
const DEVIATIONS = 6;
/** Records come late where the median of so many is so much older than usual, and so many times. */
const ENOUGH_LATE = 20;
const LATE_MS = 10 * 60_000;
const LATE_TIMES = 3;

/** What is wrong with a source at an instant (epoch ms), by what its hours let expect. */
export function judgeSource(state: SourceState, now: number): Finding[] {
  if (now - state.lastSeenAt > FORGOTTEN_MS) return [];
  const silence = silenceOf(state, now);
  // What a silent source sent before says nothing more.
  return silence === undefined ? [...lateness(state, now), ...hourFindings(state, now)] : [silence];
}

/** The detector is behind, the feed is, or the switch's clock is wrong: what is seen is the past. */
function lateness({ hours, recent: { records, delayMs } }: SourceState, now: number): Finding[] {
  const usualMs = hours.usual(Math.floor(now / HOUR_MS))?.delayMs;
  if (usualMs === undefined || records < ENOUGH_LATE) return [];
  if (delayMs < usualMs + LATE_MS || delayMs < usualMs * LATE_TIMES) return [];
  const told = `records are stored ${minutes(delayMs)} min after they happened, where ${minutes(usualMs)} are usual`;
  return [{ reason: 'late', told }];
}

function silenceOf(state: SourceState, now: number): Finding | undefined {
  const { lastSeenAt, usualGapMs } = state;
  const silentMs = now - lastSeenAt;
  if (silentMs < Math.max(SHORTEST_SILENCE_MS, 2 * usualGapMs)) return undefined;
  const missed = expectedBetween(state.hours, lastSeenAt, now);
  if (missed < MISSED) return undefined;
  const silent = Math.floor(silentMs / 60_000);
  return {
    reason: 'silent',
    told: `no record for ${silent} min, where ${Math.round(missed)} are usual`,
  };
}

/** Records that the hours between two instants let expect. */
function expectedBetween(hours: UsualHours, from: number, until: number): number {
  let expected = 0;
  for (let hour = Math.floor(from / HOUR_MS); hour * HOUR_MS < until; hour++) {
    const within = Math.min(until, (hour + 1) * HOUR_MS) - Math.max(from, hour * HOUR_MS);
    expected += ((hours.usual(hour)?.records ?? 0) * within) / HOUR_MS;
  }
  return expected;
}

/** Of the last hour that is over. */
function hourFindings({ hours }: SourceState, now: number): Finding[] {
  const hour = Math.floor(now / HOUR_MS) - 1;
  const usual = hours.usual(hour);
  if (usual === undefined) return [];
  const count = hours.at(hour);
  const records = count?.records ?? 0;
  if (usual.records >= ENOUGH && records < usual.records * FEW) {
    const told = `${records} records in the last hour, where ${usual.records} are usual`;
    return [{ reason: 'few', told }];
  }
  const { shares } = usual;
  if (count === undefined || shares === undefined || records < ENOUGH) return [];
  return SHARES.flatMap((share): Finding[] => {
    const [now, before] = [count[share] / records, shares[share]];
    if (!isDifferent(now, before, records)) return [];
    const told = `${percent(now)} of the last hour's records are ${share}, where ${percent(before)} is usual`;
    return [{ reason: share, told }];
  });
}

function isDifferent(now: number, before: number, records: number): boolean {
  const deviation = Math.sqrt((before * (1 - before)) / records);
  return Math.abs(now - before) >= Math.max(DIFFERENT, DEVIATIONS * deviation);
}

function minutes(ms: number): number {
  return Math.round(ms / 60_000);
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
