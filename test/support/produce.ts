import type { Producer } from '@sekisho/kafka';

const LINES_PER_SEND = 2000;

/** Writes records, each under the key of its subscriber, in their order. */
export async function produceLines(
  producer: Producer,
  topic: string,
  lines: readonly string[],
): Promise<void> {
  for (let from = 0; from < lines.length; from += LINES_PER_SEND) {
    const some = lines.slice(from, from + LINES_PER_SEND);
    await producer.send(
      topic,
      some.map((value) => ({ key: subscriberOf(value), value })),
    );
  }
}

function subscriberOf(line: string): string {
  return (JSON.parse(line) as { subscriber: string }).subscriber;
}
