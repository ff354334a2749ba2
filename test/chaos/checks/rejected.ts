import { fetchTopic } from '../../support/fetch-topic.ts';
import type { Book } from '../traffic/book.ts';
import type { Differences } from './differences.ts';

/** Everything that cannot be used was set aside with its reason, and nothing else. */
export async function checkRejected(
  broker: string,
  topic: string,
  book: Book,
  found: Differences,
): Promise<void> {
  const records = await fetchTopic(broker, `${topic}.rejected`);
  const reasons = new Map<string, Set<string>>();
  for (const { value, headers } of records) {
    const text = String(value);
    reasons.set(text, (reasons.get(text) ?? new Set()).add(headers['reason'] ?? 'none'));
  }
  for (const [value, reason] of book.poison) {
    const given = reasons.get(value);
    if (given === undefined) found.note('poison that is missing', `${reason} ${value}`);
    else if (given.size !== 1 || !given.has(reason))
      found.note('poison with another reason', `${[...given]}, not ${reason}: ${value}`);
  }
  for (const [value, given] of reasons) {
    if (!book.poison.has(value)) found.note('refused and not poison', `${[...given]} ${value}`);
  }
  found.counted(`${book.poison.size} poisoned records, ${records.length} set aside`);
}
