import type { SwitchNode } from '../switch-node.ts';
import { parse, uptimeSchema } from './kamailio-answer.ts';
import { endInternationalCalls } from './kamailio-calls.ts';
import { createAskKamailio } from './kamailio-rpc.ts';
import { dump, find, put, remove, timeLeft } from './kamailio-table.ts';
import { KeptConnections } from './kept-connections.ts';

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

/** A Kamailio whose tables are written over JSON-RPC. */
export function createKamailioNode(options: KamailioNodeOptions): SwitchNode {
  const { name, url, timeoutMs, longestS, teardown, now } = options;
  const connections = new KeptConnections(url, timeoutMs);
  const ask = createAskKamailio(connections);
  return {
    name,
    longestS,
    lists: ['line', 'destination', 'allowed'],
    put: (entry) => put(ask, entry, longestS, now()),
    read: (list) => dump(ask, list),
    find: (places) => find(ask, places),
    timeLeft: (list, key) => timeLeft(ask, { list, key }),
    remove: (list, key) => remove(ask, { list, key }),
    started: async () => parse(uptimeSchema, await ask('core.uptime', [])).up_since,
    ...(teardown ? { endCalls: (identities) => endInternationalCalls(ask, name, identities) } : {}),
    close: () => connections.close(),
  };
}
