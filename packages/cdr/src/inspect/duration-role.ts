import type { MappedField } from '../mapping/mapping.ts';
import { absentWords, isAbsentValue } from './absent-value.ts';
import { type Doubt, doubt } from './doubt.ts';
import { type DurationColumn, type Proof, unitWithin } from './duration-columns.ts';
import { lengthByContent } from './duration-content.ts';
import type { DurationUnit } from './durations.ts';
import { plainName } from './role-score.ts';
import { nameOf } from './sample-table.ts';
import type { TimeRoles } from './time-roles.ts';

/** The column that tells the talk time. */
export interface DurationRole {
  readonly column: DurationColumn;
  readonly field: MappedField;
  /** Whether it counts from the start of the call, the ringing included. */
  readonly fromStart: boolean;
  readonly doubts: readonly Doubt[];
}

/**
 * What is talk time: what lies between answer and end; else what is named so; else what is a little
 * less than the time from start to end; else that time; else what looks like lengths of calls.
 */
export function durationRole(
  durations: readonly DurationColumn[],
  proofs: readonly Proof[],
  roles: TimeRoles,
): DurationRole | undefined {
  const { started, answered, ended } = roles;
  const proven = (from: unknown) =>
    bestProof(proofs.filter((proof) => proof.from === from && proof.to === ended));
  const talk = answered === undefined ? undefined : proven(answered);
  if (talk !== undefined) return role(talk.duration, talk.unit, [], false);
  const whole = started === undefined ? undefined : proven(started);
  const others = durations.filter((column) => column !== whole?.duration);
  const named = best(others.map((column) => ({ column, score: nameScore(column) })));
  if (named !== undefined && nameScore(named) >= nameScore(whole?.duration)) {
    return byName(named, roles);
  }
  // Beside an answer, a duration that counts the ringing says nothing that the times do not.
  if (answered !== undefined) return undefined;
  return shorter(others, roles) ?? fromStart(whole) ?? byContent(durations, roles);
}

function bestProof(proofs: readonly Proof[]): Proof | undefined {
  return best(proofs.map((column) => ({ column, score: 1 + nameScore(column.duration) })));
}

function best<T>(rated: readonly { column: T; score: number }[]): T | undefined {
  return rated.filter(({ score }) => score > 0).toSorted((a, b) => b.score - a.score)[0]?.column;
}

function nameScore(column: DurationColumn | undefined): number {
  return column === undefined ? 0 : 2 * column.fact.says('talkTime') + column.fact.says('duration');
}

function byName(column: DurationColumn, { started, ended }: TimeRoles): DurationRole {
  const within = started && ended && unitWithin(column, started, ended);
  if (column.amounts.isClock) return role(column, 'h:m:s', [], false);
  const told = within ?? unitByName(column.fact.column.title);
  return told === undefined ? bySize(column) : role(column, told, [], false);
}

function shorter(columns: readonly DurationColumn[], { started, ended }: TimeRoles) {
  if (started === undefined || ended === undefined) return undefined;
  for (const column of columns) {
    const unit = column.fact.says('cost') > 0 ? undefined : unitWithin(column, started, ended);
    if (unit !== undefined) {
      const why = `no name says it, but it fits in between ${started.name} and ${ended.name}`;
      const message = `${nameOf(column.fact.column)} is taken for the talk time: ${why}`;
      return role(column, unit, [doubt('?duration', message)], false);
    }
  }
  return undefined;
}

function fromStart(whole: Proof | undefined): DurationRole | undefined {
  return whole === undefined ? undefined : role(whole.duration, whole.unit, [], true);
}

/** Where there is no end to prove it by, and no name. */
function byContent(columns: readonly DurationColumn[], { ended }: TimeRoles) {
  const column = ended === undefined ? lengthByContent(columns) : undefined;
  if (column === undefined) return undefined;
  const message = `no name says which column is the talk time; ${nameOf(column.fact.column)} looks like it`;
  const { field, doubts } = column.amounts.isClock
    ? role(column, 'h:m:s', [], false)
    : bySize(column);
  return { column, field, fromStart: false, doubts: [doubt('?duration', message), ...doubts] };
}

/** Half of all calls longer than three hours is not believed. */
const LONG_SECONDS = 10_800;

function bySize(column: DurationColumn): DurationRole {
  const values = column.amounts.values.filter((value) => value > 0).toSorted();
  const median = values[values.length >> 1] ?? 0;
  const unit = median > LONG_SECONDS ? 'ms' : 's';
  const read = `${nameOf(column.fact.column)} is read as ${unit === 's' ? 'seconds' : 'milliseconds'}`;
  const message = `${read}: no times prove it, half of its values are above ${median}`;
  return role(column, unit, [doubt('?unit', message)], false);
}

function unitByName(title: string): DurationUnit | undefined {
  const name = plainName(title);
  if (/ミリ秒|(?:^|_)(?:ms|millis|milliseconds)(?:$|_)|msec$/.test(name)) return 'ms';
  if (/秒|sec|(?:^|_)s$/.test(name)) return 's';
  return /分|minutes?$|(?:^|_)mins?$/.test(name) ? 'min' : undefined;
}

function role(
  column: DurationColumn,
  unit: DurationUnit,
  doubts: readonly Doubt[],
  countsRinging: boolean,
): DurationRole {
  const { amounts, fact } = column;
  const absent = absentWords(fact.column.values, isAbsentValue);
  const field: MappedField = { column: fact.column.key };
  if (unit !== 's') field.unit = unit;
  if (amounts.decimal === ',') field.decimal = ',';
  if (amounts.pattern !== undefined) field.pattern = amounts.pattern;
  if (absent.length > 0) field.absent = absent;
  return { column, field, fromStart: countsRinging, doubts };
}
