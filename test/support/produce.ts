import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type Producer, startProducer } from '@sekisho/kafka';

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

/** Writes the records of a file. Returns how many there were. */
export async function produceFile(
  brokers: readonly string[],
  topic: string,
  file: string,
): Promise<number> {
  const producer = await startProducer({ brokers, clientId: 'test' });
  let count = 0;
  let lines: string[] = [];
  const send = async () => {
    await produceLines(producer, topic, lines);
    count += lines.length;
    lines = [];
  };
  try {
    for await (const line of createInterface({ input: createReadStream(file) })) {
      if (line !== '') lines.push(line);
      if (lines.length === 20_000) await send();
    }
    await send();
  } finally {
    await producer.stop();
  }
  return count;
}

function subscriberOf(line: string): string {
  return (JSON.parse(line) as { subscriber: string }).subscriber;
}
