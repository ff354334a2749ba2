import { type Engine, openRemoteEngine, StoreInUseError } from '@sekisho/clickhouse';
import { openExistingEngine } from '../data-folder.ts';
import { holderOf } from './open-operations.ts';

/** One process can have the folder open; `start` answers for it, for five seconds a query. */
export async function openOrReach(data: string): Promise<Engine> {
  try {
    return await openExistingEngine(data);
  } catch (error) {
    if (!(error instanceof StoreInUseError)) throw error;
    const { url, user, password } = holderOf(data).sql;
    const address = new URL(url);
    address.username = user;
    address.password = password;
    return openRemoteEngine({ url: address.href });
  }
}
