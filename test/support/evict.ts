import { askBroker, Body } from './broker-request.ts';

const LEAVE = { key: 13, version: 1 };
const DESCRIBE = { key: 15, version: 0 };

/**
 * Ends the membership of all who are in a group. One that was killed would stay in it until its
 * session is over, and the next would have to wait for that.
 */
export async function evictMembers(broker: string, group: string): Promise<void> {
  const answer = await askBroker(broker, DESCRIBE, new Body().int32(1).text(group));
  answer.int32();
  answer.int16();
  answer.text();
  answer.text();
  answer.text();
  answer.text();
  for (let members = answer.int32(); members > 0; members--) {
    const memberId = answer.text();
    answer.text();
    answer.text();
    answer.nullable(answer.int32());
    answer.nullable(answer.int32());
    await askBroker(broker, LEAVE, new Body().text(group).text(memberId));
  }
}
