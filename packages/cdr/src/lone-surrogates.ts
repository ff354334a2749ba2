import { RAW_FIELDS, type RawRecord } from './raw-record.ts';

/**
 * A lone surrogate can be written as an escape and turns into U+FFFD in the store and in a Kafka
 * key; as it must be the same text in memory, it is replaced here already.
 */
export function withoutLoneSurrogates(raw: RawRecord): RawRecord {
  for (const field of RAW_FIELDS) {
    const value = raw[field];
    if (typeof value === 'string' && !value.isWellFormed()) raw[field] = value.toWellFormed();
  }
  return raw;
}
