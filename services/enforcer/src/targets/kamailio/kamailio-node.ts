import type { BarList } from '@sekisho/ledger';
import { z } from 'zod';
import { ownerOf } from '../entry-value.ts';
import type { FoundEntry, NewEntry, SwitchNode } from '../switch-node.ts';
import { TargetError } from '../target.ts';
import { endInternationalCalls } from './kamailio-calls.ts';
import { type AskKamailio, createAskKamailio, KamailioRefusal } from './kamailio-rpc.ts';

export interface KamailioNodeOptions {
  name: string;
  url: string;
  timeoutMs: number;
  /** `autoexpire` of the tables is no less: beyond it an expiry is cut silently. */
  longestS: number;
  /** Whether calls that are up are ended. */
  teardown: boolean;
  /** Epoch ms. */
  now(): number;
}

/** As infra/kamailio/kamailio.cfg names them. */
const TABLES: Readonly<Record<BarList, string>> = {
  line: 'bar',
  destination: 'bardest',
  allowed: 'barallow',
};

const dumpSchema = z.array(
  z.object({ slot: z.array(z.object({ name: z.string(), value: z.coerce.string() })) }),
);
const itemSchema = z.object({ item: z.object({ expire: z.string() }) });
const uptimeSchema = z.object({ now: z.string(), up_since: z.string() });

/** A Kamailio whose tables are written over JSON-RPC. */
export function createKamailioNode(options: KamailioNodeOptions): SwitchNode {
  const { name, url, timeoutMs, longestS, teardown, now } = options;
  const stop = new AbortController();
  const ask = createAskKamailio({ url, timeoutMs, stopped: stop.signal });
  return {
    name,
    longestS,
    lists: ['line', 'destination', 'allowed'],
    put: (entry) => put(ask, entry, longestS, now()),
    async read(list) {
      const slots = parse(dumpSchema, await ask('htable.dump', [TABLES[list]]));
      return slots.flatMap(({ slot }) => slot).map((item) => found(list, item));
    },
    timeLeft: (list, key) => timeLeft(ask, list, key),
    async remove(list, key) {
      await unlessGone(ask('htable.delete', [TABLES[list], key]));
    },
    started: async () => parse(uptimeSchema, await ask('core.uptime', [])).up_since,
    ...(teardown ? { endCalls: (identities) => endInternationalCalls(ask, name, identities) } : {}),
    close: () => stop.abort(),
  };
}

/**
 * `setxs` alone: `sets` resets the expiry of what is there, `setex` says Ok without a key and makes
 * an entry eternal with 0. What is no whole number of seconds up to `autoexpire` is answered Ok too,
 * and lives until that.
 */
async function put(
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

function found(list: BarList, { name: key, value }: { name: string; value: string }): FoundEntry {
  return { list, key, value, owner: ownerOf(value) };
}

/** Both times are local and without a zone, which is why their difference is taken. */
async function timeLeft(ask: AskKamailio, list: BarList, key: string) {
  const item = await unlessGone(ask('htable.get', [TABLES[list], key]));
  if (item === undefined) return undefined;
  const { expire } = parse(itemSchema, item).item;
  const { now } = parse(uptimeSchema, await ask('core.uptime', []));
  const left = Date.parse(`${expire} UTC`) - Date.parse(`${now} UTC`);
  return Number.isNaN(left) ? undefined : Math.max(0, left);
}

/** A key that is not there: 404 to `delete`, 500 with these words to `get`. */
async function unlessGone(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof KamailioRefusal)) throw error;
    const isGone = error.status === 404 || error.message.includes("Key name doesn't exist");
    if (isGone) return undefined;
    throw error;
  }
}

function parse<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new TargetError('unreachable', 'the answer is not as Kamailio gives it', {
    cause: parsed.error,
  });
}
