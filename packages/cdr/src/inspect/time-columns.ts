import type { MappedField } from '../mapping/mapping.ts';
import { absentWords, isAbsentTime } from './absent-value.ts';
import type { ColumnFacts } from './column-facts.ts';
import { chooseOrder, type OrderChoice } from './date-order.ts';
import { type Doubt, doubt } from './doubt.ts';
import type { Role } from './role-words.ts';
import { nameOf } from './sample-table.ts';
import { patternReader, type TimeForm } from './time-forms.ts';

/** A time that a row tells, in one column or in a date and a clock column. */
export interface TimeColumn {
  readonly parts: readonly ColumnFacts[];
  readonly name: string;
  readonly form: TimeForm;
  readonly field: MappedField;
  readonly doubts: readonly Doubt[];
  says(role: Role): number;
}

/** All times of a table. `now` is the epoch millisecond of the inspection. */
export function timeColumns(facts: readonly ColumnFacts[], now: number): TimeColumn[] {
  const dates = facts.filter((fact) => has(fact, 'date') && !has(fact, 'both'));
  return facts.flatMap((fact) => {
    const whole = chooseOrder(
      fact.times.filter((form) => form.has === 'both'),
      now,
    );
    if (whole !== undefined && isTimeByNameOrForm(fact, whole.form)) return [single(fact, whole)];
    const clock = fact.times.find((form) => form.has === 'clock');
    const date = clock === undefined || isDurationByName(fact) ? undefined : dateFor(fact, dates);
    return clock === undefined || date === undefined ? [] : paired(date, fact, clock, now);
  });
}

function has({ times }: ColumnFacts, part: TimeForm['has']): boolean {
  return times.some((form) => form.has === part);
}

/** Ten digits may be a telephone number as well. */
function isTimeByNameOrForm(fact: ColumnFacts, form: TimeForm): boolean {
  const isOfDigits = form.time.startsWith('epoch') || /^[A-Za-z]+$/.test(form.time);
  return form.time === 'rfc3339' || !isOfDigits || !isNumberByName(fact);
}

function isNumberByName(fact: ColumnFacts): boolean {
  return (['called', 'calling', 'line', 'subscriber', 'callId'] as const).some(
    (role) => fact.says(role) === 3,
  );
}

function isDurationByName(fact: ColumnFacts): boolean {
  const duration = Math.max(fact.says('talkTime'), fact.says('duration'), fact.says('otherTime'));
  return duration > Math.max(fact.says('startedAt'), fact.says('endedAt'), fact.says('answeredAt'));
}

const CALL_TIMES = ['startedAt', 'answeredAt', 'endedAt'] as const;

/** The date that belongs to a clock: of the same role by its name, else the nearest in front. */
function dateFor(clock: ColumnFacts, dates: readonly ColumnFacts[]): ColumnFacts | undefined {
  const named = dates.filter((date) =>
    CALL_TIMES.some((role) => date.says(role) > 0 && clock.says(role) > 0),
  );
  const candidates = named.length > 0 ? named : dates;
  return candidates.findLast(({ index }) => index < clock.index) ?? candidates[0];
}

function single(fact: ColumnFacts, { form, doubts }: OrderChoice): TimeColumn {
  const absent = absentWords(fact.column.values, isAbsentTime);
  return {
    parts: [fact],
    name: nameOf(fact.column),
    form,
    field: {
      column: fact.column.key,
      time: form.time,
      ...(absent.length > 0 ? { absent } : {}),
    },
    doubts: doubts.map(({ code, message }) => doubt(code, `${nameOf(fact.column)}: ${message}`)),
    says: (role) => fact.says(role),
  };
}

function paired(date: ColumnFacts, fact: ColumnFacts, clock: TimeForm, now: number): TimeColumn[] {
  const forms = date.times
    .filter((form) => form.has === 'date')
    .map((form) => joined(form, date, fact, clock));
  const choice = chooseOrder(forms, now);
  if (choice === undefined) return [];
  const name = `${nameOf(date.column)} and ${nameOf(fact.column)}`;
  return [
    {
      parts: [date, fact],
      name,
      form: choice.form,
      field: { columns: [date.column.key, fact.column.key], time: choice.form.time },
      doubts: choice.doubts.map(({ code, message }) => doubt(code, `${name}: ${message}`)),
      says: (role) => Math.max(fact.says(role), date.says(role) > 1 ? 1 : 0),
    },
  ];
}

function joined(form: TimeForm, date: ColumnFacts, fact: ColumnFacts, clock: TimeForm): TimeForm {
  const time = `${form.time} ${clock.time}`;
  const read = patternReader(time);
  const ms = Float64Array.from(fact.column.values, (cell, row) =>
    read(`${date.column.values[row]} ${cell}`),
  );
  return { time, namesZone: clock.namesZone, zone: clock.zone, has: 'both', ms };
}
