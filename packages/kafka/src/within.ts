import { KafkaError } from './kafka-error.ts';

/** What the work gives, or after `ms` a KafkaError `unreachable`; the work itself goes on. */
export async function within<T>(ms: number, work: Promise<T>, otherwise: string): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new KafkaError('unreachable', otherwise)), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
