import kafkajs, { type GroupMember, type PartitionAssigner } from 'kafkajs';
import { userDataOf } from './member-metadata.ts';
import { decodeClaim, encodeClaim, type OwnershipClaim } from './ownership-claim.ts';
import { type Claimant, sharePartitions } from './share-partitions.ts';

const { MemberAssignment, MemberMetadata } = kafkajs.AssignerProtocol;
/** Of Kafka's consumer protocol: a list of topics and the user data. */
const VERSION = 0;

/**
 * Moves only what must move when members come and go, since who takes a partition over has to
 * rebuild what it knows of it. For groups that read one topic.
 */
export function stickyAssigner(topic: string, claim: OwnershipClaim): PartitionAssigner {
  return ({ cluster }) => ({
    name: 'SekishoStickyAssigner',
    version: VERSION,
    protocol({ topics }) {
      const userData = encodeClaim(claim.current);
      return {
        name: this.name,
        metadata: MemberMetadata.encode({ version: VERSION, topics, userData }),
      };
    },
    async assign({ members }) {
      const partitions = cluster
        .findTopicPartitionMetadata(topic)
        .map(({ partitionId }) => partitionId);
      const shares = sharePartitions(
        partitions,
        members.map((member) => claimantOf(topic, member)),
      );
      return [...shares].map(([memberId, share]) => ({
        memberId,
        memberAssignment: MemberAssignment.encode({
          version: VERSION,
          assignment: { [topic]: share },
          userData: Buffer.alloc(0),
        }),
      }));
    },
  });
}

function claimantOf(topic: string, { memberId, memberMetadata }: GroupMember): Claimant {
  const claim = decodeClaim(userDataOf(memberMetadata));
  if (claim?.topic !== topic) return { memberId, generation: 0, partitions: [] };
  return { memberId, generation: claim.generation, partitions: claim.partitions };
}
