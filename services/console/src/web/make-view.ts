import type { Context } from 'hono';
import type { ConsoleReader } from '../read/reader.ts';
import type { ConsoleEnv, Sight, View } from './env.ts';
import { codeOf, withinTime } from './within-time.ts';

const WITHIN_MS = 2000;

/** @param now epoch ms */
export async function makeView(
  c: Context<ConsoleEnv>,
  reader: Pick<ConsoleReader, 'blindness' | 'mode'>,
  now: number,
): Promise<View> {
  return {
    language: c.get('language'),
    words: c.get('words'),
    person: c.get('person'),
    path: c.req.path,
    now,
    sight: await sightOf(reader),
    mode: reader.mode(),
  };
}

/** That nobody can say whether anything is seen is told too. */
export async function sightOf(reader: Pick<ConsoleReader, 'blindness'>): Promise<Sight> {
  return withinTime(WITHIN_MS, reader.blindness()).then(
    (alarms) => ({ alarms, problem: null }),
    (error: unknown) => ({ alarms: [], problem: codeOf(error) }),
  );
}
