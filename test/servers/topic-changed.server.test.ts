import { ensureTopics } from '@sekisho/kafka';
import { describe, expect, it } from 'vitest';
import { addPartitions, deleteTopic } from '../support/alter-topic.ts';
import { eventually } from '../support/eventually.ts';
import { buildRecord } from '../support/record.ts';
import { sekisho } from '../support/sekisho.ts';
import { brokers, Stream } from '../support/stream.ts';

const MOVE = 'make a topic of another name';

async function ran(): Promise<Stream> {
  const stream = await Stream.open(2);
  const detector = await stream.start('detector');
  await stream.produce([JSON.stringify(buildRecord())]);
  await stream.processed();
  await detector.stop();
  return stream;
}

describe('a topic that is not the one whose records were stored', () => {
  it('is refused when it was made anew', async () => {
    const stream = await ran();
    await deleteTopic(brokers()[0]!, stream.topic);
    await eventually(async () => {
      await ensureTopics(brokers(), [{ topic: stream.topic, partitions: 2 }]);
      return true;
    });
    const { code, stderr } = await sekisho(['detector'], { env: stream.env });
    expect([code, stderr.trimEnd().split('\n').at(-1)]).toEqual([
      2,
      expect.stringMatching(new RegExp(`topic ${stream.topic} was deleted and made anew.*${MOVE}`)),
    ]);
  });

  it('is refused when it was given more partitions', async () => {
    const stream = await ran();
    await addPartitions(brokers()[0]!, stream.topic, 3);
    const { code, stderr } = await sekisho(['detector'], { env: stream.env });
    expect([code, stderr.trimEnd().split('\n').at(-1)]).toEqual([
      2,
      expect.stringMatching(
        new RegExp(`topic ${stream.topic} has 3 partitions and had 2.*${MOVE}`),
      ),
    ]);
  });

  // It looks again at each assignment, and every ten seconds.
  it('is refused by a detector that runs meanwhile', async () => {
    const stream = await Stream.open(2);
    const detector = await stream.start('detector');
    await stream.produce([JSON.stringify(buildRecord())]);
    await stream.processed();
    await addPartitions(brokers()[0]!, stream.topic, 3);
    await stream.forgetKilled();
    const ended = await Promise.race([
      detector.ended(),
      eventually(async () => (await detector.metric('partitions')) === 3).then(() => 'took it'),
    ]);
    expect(ended).toBe(2);
    expect(detector.log).toContain(MOVE);
  });
});
