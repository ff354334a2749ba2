import type { BarList } from '@sekisho/ledger';
import { z } from 'zod';
import { inParallel } from '../../in-parallel.ts';
import { ownerOf } from '../entry-value.ts';
import type { EntryPlace, FoundEntry, NewEntry } from '../switch-node.ts';
import { TargetError } from '../target.ts';
import { parse, uptimeSchema } from './kamailio-answer.ts';
import { type AskKamailio, KamailioRefusal } from './kamailio-rpc.ts';

/** As infra/kamailio/kamailio.cfg names them. */
const TABLES: Readonly<Record<BarList, string>> = {
  line: 'bar',
  destination: 'bardest',
  allowed: 'barallow',
};

/** The questions about one contract's lines at once: no more than a proxy has workers for them. */
const AT_ONCE = 4;

const valueSchema = z.object({ name: z.string(), value: z.coerce.string() });
const dumpSchema = z.array(z.object({ slot: z.array(valueSchema) }));
const itemSchema = z.object({ item: valueSchema.extend({ expire: z.string() }) });

/**
 * `setxs` alone: `sets` resets the expiry of what is there, `setex` says Ok without a key and makes
 * an entry eternal with 0. What is no whole number of seconds up to `autoexpire` is answered Ok too,
 * and lives until that.
 */
export async function put(
  ask: AskKamailio,
  { list, key, value, until }: NewEntry,
  longestS: number,
  now: number,
): Promise<void> {
  const seconds = Math.ceil((until - now) / 1000);
  if (!Number.isSafeInteger(seconds) || seconds < 1) {
    throw new TargetError('unreachable', 'the end of the bar has passed');
  }
  if (seconds > longestS) {
    throw new TargetError('refused', `holds no bar longer than ${longestS} s; raise \`longest\``);
  }
  await ask('htable.setxs', [TABLES[list], key, value, seconds]);
}

export async function remove(ask: AskKamailio, { list, key }: EntryPlace): Promise<void> {
  await unlessGone(ask('htable.delete', [TABLES[list], key]), ({ status }) => status === 404);
}

/** All of it: 40 ms of a proxy's worker, and a megabyte, at ten thousand entries. */
export async function dump(ask: AskKamailio, list: BarList): Promise<FoundEntry[]> {
  const slots = parse(dumpSchema, await ask('htable.dump', [TABLES[list]]));
  return slots.flatMap(({ slot }) => slot).map((item) => found(list, item));
}

/** Each by itself: a key that is not there is told apart from a node or a table that is not. */
export async function find(ask: AskKamailio, places: readonly EntryPlace[]): Promise<FoundEntry[]> {
  const items = await inParallel(places, AT_ONCE, async (place) => {
    const item = await itemAt(ask, place);
    return item === undefined ? [] : [found(place.list, item)];
  });
  return items.flat();
}

/** Both times are local and without a zone, which is why their difference is taken. */
export async function timeLeft(ask: AskKamailio, place: EntryPlace): Promise<number | undefined> {
  const item = await itemAt(ask, place);
  if (item === undefined) return undefined;
  const { now } = parse(uptimeSchema, await ask('core.uptime', []));
  const left = Date.parse(`${item.expire} UTC`) - Date.parse(`${now} UTC`);
  return Number.isNaN(left) ? undefined : Math.max(0, left);
}

async function itemAt(ask: AskKamailio, { list, key }: EntryPlace) {
  // 500, as of a table that is not there.
  const isGone = ({ message }: KamailioRefusal) => message.includes("Key name doesn't exist");
  const answer = await unlessGone(ask('htable.get', [TABLES[list], key]), isGone);
  if (answer === undefined) return undefined;
  const { item } = parse(itemSchema, answer);
  if (item.name === key) return item;
  throw new TargetError('unreachable', 'htable.get: the answer is about another key');
}

function found(list: BarList, { name: key, value }: z.infer<typeof valueSchema>): FoundEntry {
  return { list, key, value, owner: ownerOf(value) };
}

async function unlessGone(
  answer: Promise<unknown>,
  isGone: (refusal: KamailioRefusal) => boolean,
): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof KamailioRefusal && isGone(error)) return undefined;
    throw error;
  }
}
