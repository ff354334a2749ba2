import { WireReader, WireWriter } from './wire.ts';

const METADATA = 3;
const VERSION = 12;
const ID_BYTES = 16;

export interface TopicMetadata {
  /** Kafka's error code, 0 for none. */
  error: number;
  name: string | null;
  /** As Kafka's own tools write it. */
  topicId: string;
  partitions: number;
}

/** The request for one topic's metadata that never makes the topic, framed to be sent. */
export function metadataRequest(topic: string, clientId: string): Buffer {
  const header = new WireWriter().int16(METADATA).int16(VERSION).int32(1).shortText(clientId);
  return header
    .noTags()
    .count(1)
    .bytes(Buffer.alloc(ID_BYTES))
    .text(topic)
    .noTags()
    .int8(0)
    .int8(0)
    .noTags()
    .frame();
}

/** Reads the answer, without the length in front. */
export function readMetadata(answer: Buffer): TopicMetadata[] {
  const reader = new WireReader(answer);
  reader.int32();
  reader.tags();
  reader.int32();
  reader.array(() => readBroker(reader));
  reader.text();
  reader.int32();
  return reader.array(() => readTopic(reader));
}

function readBroker(reader: WireReader): void {
  reader.int32();
  reader.text();
  reader.int32();
  reader.text();
  reader.tags();
}

function readTopic(reader: WireReader): TopicMetadata {
  const error = reader.int16();
  const name = reader.text();
  const topicId = reader.bytes(ID_BYTES).toString('base64url');
  reader.int8();
  const partitions = reader.array(() => readPartition(reader)).length;
  reader.int32();
  reader.tags();
  return { error, name, topicId, partitions };
}

function readPartition(reader: WireReader): void {
  reader.int16();
  reader.int32();
  reader.int32();
  reader.int32();
  for (let list = 0; list < 3; list++) reader.array(() => reader.int32());
  reader.tags();
}
