import type { MappedField } from '../mapping/mapping.ts';
import type { ColumnFacts } from './column-facts.ts';
import { type Doubt, doubt } from './doubt.ts';
import { durationColumns, proofs } from './duration-columns.ts';
import { type DurationRole, durationRole } from './duration-role.ts';
import { midnightDoubts, withoutEndOfSameDate } from './same-date.ts';
import { nameOf } from './sample-table.ts';
import { type TimeColumn, timeColumns } from './time-columns.ts';
import { type TimeRoles, timeRoles } from './time-roles.ts';

interface TimeFields {
  readonly startedAt?: MappedField;
  readonly answeredAt?: MappedField;
  readonly endedAt?: MappedField;
  readonly durationSec?: MappedField;
}

export interface TimeGuess {
  readonly fields: TimeFields;
  readonly timeZone: string | undefined;
  /** Columns that were taken. */
  readonly taken: ReadonlySet<ColumnFacts>;
  readonly doubts: readonly Doubt[];
}

/** The times of a call and how long it was. `timeZone` is believed where times name none. */
export function timeFields(
  facts: readonly ColumnFacts[],
  now: number,
  timeZone: string | undefined,
): TimeGuess {
  const times = timeColumns(facts, now);
  const durations = durationColumns(facts, times);
  const proven = proofs(durations, times);
  const told = timeRoles(times, proven);
  const duration = durationRole(durations, proven, told);
  const roles = withoutEndOfSameDate(told, duration);
  const used = [roles.started, roles.answered, roles.ended].filter((time) => time !== undefined);
  const zone = zoneOf(used, timeZone);
  const fields = fieldsOf(roles, duration);
  return {
    fields,
    timeZone: zone.timeZone,
    taken: new Set([
      ...times.flatMap((time) => time.parts),
      ...(duration === undefined ? [] : [duration.column.fact]),
    ]),
    doubts: [
      ...used.flatMap((time) => time.doubts).slice(0, 1),
      ...zone.doubts,
      ...roles.doubts,
      ...(duration?.doubts ?? []),
      ...midnightDoubts(told, roles),
      ...missingDoubts({ ...roles, ended: told.ended }, duration, fields),
    ],
  };
}

function fieldsOf({ started, answered, ended }: TimeRoles, duration: DurationRole | undefined) {
  const fields: { -readonly [field in keyof TimeFields]: MappedField } = {};
  if (started !== undefined) fields.startedAt = started.field;
  if (answered !== undefined) fields.answeredAt = answered.field;
  // Without any sign of an answer no call would have lasted.
  else if (duration === undefined && started !== undefined) fields.answeredAt = started.field;
  const end = ended ?? (duration === undefined ? started : undefined);
  if (end !== undefined) fields.endedAt = end.field;
  if (duration !== undefined) fields.durationSec = duration.field;
  return fields;
}

const DEFAULT_ZONE = 'Asia/Tokyo';

function zoneOf(used: readonly TimeColumn[], given: string | undefined) {
  const local = used.find(({ form }) => !form.namesZone);
  if (local === undefined) return { timeZone: undefined, doubts: [] };
  const named = local.form.zone;
  if (named !== undefined) return { timeZone: named, doubts: [] };
  const timeZone = given ?? DEFAULT_ZONE;
  const why = given === undefined ? 'assumed' : 'as given';
  const message = `the times of ${local.name} name no zone: ${timeZone} ${why}`;
  return { timeZone, doubts: [doubt('?zone', message)] };
}

function missingDoubts(
  { started, answered, ended }: TimeRoles,
  duration: DurationRole | undefined,
  fields: TimeFields,
): Doubt[] {
  const doubts: Doubt[] = [];
  if (started === undefined && ended === undefined) {
    doubts.push(
      doubt('?times', 'no column holds times that can be read; startedAt is to be named'),
    );
    return doubts;
  }
  if (ended === undefined) {
    const end =
      duration === undefined
        ? 'and no duration: each call ends as it begins'
        : 'the end is start and duration';
    doubts.push(doubt('?end-is-start', `no column says when a call ended; ${end}`));
  }
  if (answered === undefined && fields.answeredAt !== undefined) {
    const message = `nothing says when or whether calls were answered: all are taken as answered at ${started?.name}, ringing counts as talk time`;
    doubts.push(doubt('?answered', message));
  }
  if (answered === undefined && duration?.fromStart === true) {
    const name = nameOf(duration.column.fact.column);
    const message = `${name} counts from ${started?.name}: where that is the first ring and not the answer, ringing counts as talk time`;
    doubts.push(doubt('?duration', message));
  }
  return doubts;
}
