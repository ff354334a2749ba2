import type { RejectedTopic } from '@sekisho/detector/stream';
import { PARTITION, TOPIC } from './feed.ts';
import type { RejectedFile } from './rejected-file.ts';

const FILE = `${TOPIC}-${PARTITION}`;
const NOTHING = Buffer.alloc(0);

/**
 * What the detector refuses goes to the file too, under the record's number in the log. After a
 * crash records come again: those that the file has are not written again.
 */
export function createRejectedByDetector(rejected: RejectedFile): RejectedTopic {
  let written = rejected.lastLineOf(FILE);
  return {
    async publish(records) {
      const fresh = records.filter(({ record }) => record.offset > written);
      await rejected.write(
        fresh.map(({ reject, record: { value, offset } }) => ({
          reject,
          file: FILE,
          line: offset,
          raw: value ?? NOTHING,
        })),
      );
      written = fresh.at(-1)?.record.offset ?? written;
    },
  };
}
