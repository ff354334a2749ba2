import fc from 'fast-check';
import kafkajs from 'kafkajs';
import { expect, test } from 'vitest';
import { decodeClaim, encodeClaim, OwnershipClaim } from './ownership-claim.ts';
import { stickyAssigner } from './sticky-assigner.ts';

const { MemberAssignment, MemberMetadata } = kafkajs.AssignerProtocol;
const TOPIC = 'cdr';
const PARTITIONS = 4;

type Config = Parameters<ReturnType<typeof stickyAssigner>>[0];

function assignerOf(claim: OwnershipClaim) {
  const partitions = Array.from({ length: PARTITIONS }, (_, partitionId) => ({ partitionId }));
  const cluster = { findTopicPartitionMetadata: () => partitions };
  return stickyAssigner(TOPIC, claim)({ cluster } as unknown as Config);
}

/** One who was given partitions in a generation. */
function claimOf(generation: number, partitions: readonly number[]): OwnershipClaim {
  const claim = new OwnershipClaim(TOPIC);
  claim.joined('a', partitions);
  claim.beat('a', generation);
  return claim;
}

function joinOf(claim: OwnershipClaim): Buffer {
  return assignerOf(claim).protocol({ topics: [TOPIC] }).metadata;
}

async function assigned(joins: Readonly<Record<string, Buffer>>) {
  const members = Object.entries(joins).map(([memberId, memberMetadata]) => ({
    memberId,
    memberMetadata,
  }));
  const assignments = await assignerOf(new OwnershipClaim(TOPIC)).assign({
    members,
    topics: [TOPIC],
  });
  return Object.fromEntries(
    assignments.map((one) => [
      one.memberId,
      MemberAssignment.decode(one.memberAssignment)?.assignment[TOPIC],
    ]),
  );
}

test('a member keeps what it joins with', async () => {
  const joins = { a: joinOf(claimOf(3, [1, 2])), b: joinOf(claimOf(3, [0, 3])) };
  expect(await assigned(joins)).toEqual({ a: [1, 2], b: [0, 3] });
});

test('the later generation is believed', async () => {
  const joins = { a: joinOf(claimOf(3, [0, 1, 2, 3])), b: joinOf(claimOf(4, [0, 1])) };
  expect(await assigned(joins)).toEqual({ a: [2, 3], b: [0, 1] });
});

test('claims on another topic count for nothing', async () => {
  const other = new OwnershipClaim('other');
  other.joined('a', [2, 3]);
  expect(await assigned({ a: joinOf(other), b: joinOf(claimOf(1, [])) })).toEqual({
    a: [0, 1],
    b: [2, 3],
  });
});

test('whatever a member joins with, everything is assigned', async () => {
  const userData = fc.oneof(
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    fc.json().map((text) => Buffer.from(text)),
    fc
      .jsonValue()
      .map((partitions) =>
        Buffer.from(JSON.stringify({ version: 1, topic: TOPIC, generation: 9, partitions })),
      ),
  );
  const metadata = fc.oneof(
    fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
    userData.map((data) => MemberMetadata.encode({ version: 0, topics: [TOPIC], userData: data })),
  );
  await fc.assert(
    fc.asyncProperty(metadata, async (garbage) => {
      const shares = await assigned({ a: joinOf(claimOf(3, [1, 2])), b: garbage });
      expect([...shares['a']!, ...shares['b']!].toSorted()).toEqual([0, 1, 2, 3]);
    }),
  );
});

test('a length below zero is not followed without end', async () => {
  const garbage = Buffer.alloc(64, 0xff);
  garbage.writeInt32BE(0x7fffffff, 2);
  garbage.writeInt16BE(-2, 6);
  expect(Object.keys(await assigned({ a: garbage }))).toEqual(['a']);
});

test('what is claimed is read as it was written', () => {
  expect(decodeClaim(encodeClaim(claimOf(7, [3, 1]).current))).toMatchObject({
    topic: TOPIC,
    generation: 7,
    partitions: [3, 1],
  });
});

test('a claim follows the generations, whether a heartbeat told them or not', () => {
  const claim = claimOf(7, [3, 1]);
  claim.joined('a', [3]);
  expect(claim.current).toEqual({ topic: TOPIC, generation: 8, partitions: [3] });
  claim.beat('a', 7);
  claim.beat('b', 20);
  expect(claim.current.generation).toBe(8);
  claim.joined('b', [3]);
  claim.beat('b', 12);
  expect(claim.current.generation).toBe(12);
});
