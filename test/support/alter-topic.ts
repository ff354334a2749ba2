import { askBroker, Body } from './broker-request.ts';

const DELETE = { key: 20, version: 1 };
const CREATE_PARTITIONS = { key: 37, version: 0 };
const WITHIN_MS = 10_000;

export async function deleteTopic(broker: string, topic: string): Promise<void> {
  await askBroker(broker, DELETE, new Body().int32(1).text(topic).int32(WITHIN_MS));
}

/** Gives a topic so many partitions, more than it had. */
export async function addPartitions(broker: string, topic: string, count: number): Promise<void> {
  const request = new Body().int32(1).text(topic).int32(count).int32(-1);
  await askBroker(broker, CREATE_PARTITIONS, request.int32(WITHIN_MS).int8(0));
}
