import type { Admin } from 'kafkajs';
import { createClient } from './client.ts';
import { kafkaErrorOf } from './library-error.ts';

/** Few and short: whoever asks decides how long to go on asking. */
const RETRY = { retries: 3, initialRetryTime: 100, maxRetryTime: 500 };

/** Runs questions and orders to the cluster on a connection of their own. @throws KafkaError */
export async function withAdmin<T>(
  brokers: readonly string[],
  work: (admin: Admin) => Promise<T>,
): Promise<T> {
  const admin = createClient({ brokers, clientId: 'sekisho-admin', retry: RETRY }).admin();
  try {
    await admin.connect();
    return await work(admin);
  } catch (error) {
    throw kafkaErrorOf(error);
  } finally {
    await admin.disconnect();
  }
}
