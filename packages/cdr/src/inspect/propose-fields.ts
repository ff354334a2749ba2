import type { Mapping } from '../mapping/mapping.ts';
import { answerDoubt } from './answer-doubt.ts';
import { callIdField } from './call-id-field.ts';
import { type ColumnFacts, factsOf } from './column-facts.ts';
import { costField } from './cost-field.ts';
import { directionField } from './direction-field.ts';
import { type Doubt, doubt } from './doubt.ts';
import { eventRowsFault } from './event-rows.ts';
import { numberField, ownNumberField } from './number-field.ts';
import { type NumberGuess, numberFields } from './number-fields.ts';
import { otherFields } from './other-fields.ts';
import { rowCondition } from './row-condition.ts';
import { keepRows, nameOf, type SampleTable, withoutRepeats } from './sample-table.ts';
import { type TimeGuess, timeFields } from './time-fields.ts';

export interface FieldOptions {
  /** Epoch milliseconds of the inspection: no call is of later. */
  readonly now: number;
  /** Zone of times that name none. */
  readonly timeZone?: string | undefined;
}

export interface FieldProposal {
  readonly fields: Mapping['fields'];
  readonly only: Mapping['only'];
  readonly timeZone: string | undefined;
  readonly doubts: readonly Doubt[];
  /** Why no mapping can read such rows, with what to do. */
  readonly fault: string | undefined;
}

/** Which column is which field of a record, told by what the columns hold and how they are named. */
export function proposeFields(read: SampleTable, options: FieldOptions): FieldProposal {
  const all = withoutRepeats(read);
  const allFacts = factsOf(all);
  const rows = rowCondition(all, allFacts, allFacts.filter(isEssential));
  const table = rows.condition === undefined ? all : keepRows(all, rows.isCall);
  const facts = rows.condition === undefined ? allFacts : factsOf(table);
  const times = timeFields(facts, options.now, options.timeZone);
  const numbers = numberFields(facts, times.taken);
  const free = facts.filter((fact) => !times.taken.has(fact) && !isNumber(fact, numbers));
  const direction = directionField(free);
  const callId = callIdField(free, [...startColumns(facts, times), numbers.called, numbers.line]);
  const cost = costField(free);
  const others = otherFields(free, new Set([callId.fact, direction.fact]));
  const fields: Mapping['fields'] = {};
  if (callId.field !== undefined) fields.callId = callId.field;
  if (numbers.subscriber !== undefined) fields.subscriber = numberField(numbers.subscriber);
  if (numbers.line !== undefined) fields.line = ownNumberField(numbers.line);
  if (numbers.calling !== undefined) fields.calling = ownNumberField(numbers.calling);
  if (numbers.called !== undefined) fields.called = numberField(numbers.called);
  if (direction.field !== undefined) fields.direction = direction.field;
  Object.assign(fields, times.fields);
  for (const [field, fact] of others) fields[field] = numberField(fact);
  if (callId.shared !== undefined && callId.fact !== undefined) {
    fields.correlationId ??= numberField(callId.shared);
  }
  if (cost.field !== undefined) fields.costJpy = cost.field;
  const duration = facts.find(({ column }) => column.key === fields.durationSec?.column);
  return {
    fields,
    fault: eventRowsFault(allFacts),
    only: rows.condition === undefined ? [] : [rows.condition],
    timeZone: times.timeZone,
    doubts: [
      ...rows.doubts,
      ...callId.doubts,
      ...numbers.doubts,
      ...inboundDoubt(direction.hasInbound, numbers),
      ...direction.doubts,
      ...times.doubts,
      ...answerDoubt(free, duration, fields.answeredAt !== undefined),
      ...cost.doubts,
    ],
  };
}

function isEssential(fact: ColumnFacts): boolean {
  return fact.says('called') === 3 || (fact.says('startedAt') === 3 && fact.times.length > 0);
}

function isNumber(fact: ColumnFacts, numbers: NumberGuess): boolean {
  const { called, calling, line, subscriber } = numbers;
  return [called, calling, line, subscriber].includes(fact);
}

function startColumns(facts: readonly ColumnFacts[], { fields }: TimeGuess): ColumnFacts[] {
  const start = fields.startedAt ?? fields.endedAt;
  const keys = start?.columns ?? (start?.column === undefined ? [] : [start.column]);
  return facts.filter(({ column }) => keys.includes(column.key));
}

/** A mapping reads a field from one column, on inbound rows too, where the subscriber is called. */
function inboundDoubt(hasInbound: boolean, { line, subscriber, calling }: NumberGuess): Doubt[] {
  if (!hasInbound || subscriber !== undefined || line === undefined || line !== calling) return [];
  const name = nameOf(line.column);
  return [
    doubt(
      '?line',
      `on inbound rows the subscriber is the called side, but line is ${name} there too: take a column of the own number if there is one`,
    ),
  ];
}
