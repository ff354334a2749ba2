import type { Producer } from '@sekisho/kafka';
import type { Heat, RangeCall } from '@sekisho/rules';
import { z } from 'zod';

/** Where calls to ranges that are new to their subscribers go. */
export interface RangeCalls {
  publish(calls: readonly RangeCall[]): Promise<void>;
}

const callSchema: z.ZodType<RangeCall> = z.object({
  key: z.string(),
  subscriber: z.string(),
  at: z.number(),
  number: z.number(),
  suspicion: z.number(),
  novel: z.number(),
  range: z.string().optional(),
});

const heatSchema: z.ZodType<Heat> = z.object({
  key: z.string(),
  at: z.number(),
  callers: z.array(z.object({ subscriber: z.string(), at: z.number(), weight: z.number() })),
  expected: z.number(),
  hotlines: z.array(z.number()),
});

/** Publishes them by range, so that one detector sees all callers of a range. */
export function createRangeCalls(producer: Producer, topic: string): RangeCalls {
  return {
    async publish(calls) {
      const messages = calls.map((call) => ({ key: call.key, value: JSON.stringify(call) }));
      await producer.send(`${topic}.leg`, messages);
    },
  };
}

/** What a message of topic `leg` tells; `undefined` where it is none of ours. */
export function readRangeCall(value: Buffer | null): RangeCall | undefined {
  return readAs(callSchema, value);
}

/** What a message of topic `range` tells; `undefined` where it is none of ours. */
export function readHeat(value: Buffer | null): Heat | undefined {
  return readAs(heatSchema, value);
}

function readAs<T>(schema: z.ZodType<T>, value: Buffer | null): T | undefined {
  return schema.safeParse(parsed(value)).data;
}

function parsed(value: Buffer | null): unknown {
  try {
    return JSON.parse(String(value));
  } catch {
    // What is no JSON is no message of ours either, and the schema says so.
    return undefined;
  }
}
