import { parseTime } from '@sekisho/cdr';
import type { LawfulCase } from '@sekisho/evaluation';
import { readText } from '@sekisho/reference';
import { z } from 'zod';
import { UsageError } from '../usage-error.ts';

/** One subscriber's part in one attack, as `sekisho simulate` and `sekisho verdicts` write it. */
export interface VictimSpan {
  subscriber: string;
  attack: string;
  shape: string;
  /** Epoch ms. */
  firstAt: number;
  lastAt: number;
}

const time = z
  .unknown()
  .transform(parseTime)
  .refine((at) => !Number.isNaN(at), 'write a time as 2026-08-10T09:00:00+09:00');
const name = z.string().min(1);
const span = { subscriber: name, firstAt: time, lastAt: time };
const victimSpan = z.object({ ...span, attack: name, shape: name });
const lawfulCase = z.object({ ...span, case: name });

/** @throws UsageError naming file, line and field, UnreadableFileError */
export function readLabels(file: string): VictimSpan[] {
  return parseLines(readText(file), file, victimSpan);
}

/** @throws UsageError naming file, line and field, UnreadableFileError */
export function readCases(file: string): LawfulCase[] {
  return parseCases(readText(file), file);
}

/** @throws UsageError naming file, line and field */
export function parseCases(text: string, file: string): LawfulCase[] {
  return parseLines(text, file, lawfulCase);
}

function parseLines<T>(text: string, file: string, schema: z.ZodType<T>): T[] {
  return text
    .split('\n')
    .flatMap((line, i) => (line.trim() === '' ? [] : [readLine(line, `${file}:${i + 1}`, schema)]));
}

function readLine<T>(line: string, place: string, schema: z.ZodType<T>): T {
  const read = schema.safeParse(jsonOf(line, place));
  if (read.success) return read.data;
  const { path, message } = read.error.issues[0]!;
  throw new UsageError(`${place}: ${path.join('.')}: ${message}`);
}

function jsonOf(line: string, place: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new UsageError(`${place}: not JSON; write one object a line`, { cause });
  }
}
