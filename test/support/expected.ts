import { expect } from 'vitest';
import type { Asked } from './compare.ts';
import { PLAIN_RULES } from './plain-rules.ts';
import { type Replayed, replay } from './replay.ts';
import type { ScratchFolder } from './scratch-folder.ts';
import { ask, type Row } from './store.ts';

/** What a replay of the same records came to: the independent computation of a stream's test. */
export interface Expected {
  replayed: Replayed;
  /** Rows of view `call`. */
  calls: Row[];
}

const LEGS = `select call_id, source, subscriber, line, service, direction, leg_kind, kind, iso2,
    country, prefix, risk, started_at, answered_at, ended_at, duration_sec, cost_jpy, cost_source,
    source_ip, user_agent, trunk, called_masked, calling_masked, diverted_from_masked, cause, barred, correlation_id,
    last_event, last_at, late
  from call order by subscriber, call_id, source, started_at`;

/** Replays the lines, in the order in which a stream's test writes them. */
export async function expectedOf(
  folder: ScratchFolder,
  lines: readonly string[],
  flags: readonly string[] = [],
): Promise<Expected> {
  const file = folder.write(`${folder.fresh('input')}/cdrs.ndjson`, `${lines.join('\n')}\n`);
  const data = folder.fresh('store');
  const plain = flags.includes('--rules') ? [] : ['--rules', PLAIN_RULES];
  const replayed = await replay([file], folder.fresh('out'), ['--data', data, ...plain, ...flags]);
  return { replayed, calls: await ask(data, LEGS) };
}

/** Every leg is stored once and as a replay stored it, but for what depends on the key. */
export async function expectCalls(stream: Asked, { calls }: Expected): Promise<void> {
  expect(await legsOf(stream)).toEqual(calls.map(inNumbers));
}

async function legsOf(stream: Asked): Promise<Row[]> {
  return (await stream.ask<Row>(LEGS)).map(inNumbers);
}

/** Engines differ in whether they quote decimals. */
function inNumbers(row: Row): Row {
  return { ...row, duration_sec: Number(row['duration_sec']), cost_jpy: Number(row['cost_jpy']) };
}
