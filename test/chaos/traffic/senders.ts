import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { KafkaError, type Producer } from '@sekisho/kafka';

/** A message for Kafka, or a line for the collector. */
export interface Outgoing {
  key: string | null;
  value: string;
  isPoison: boolean;
}

/** Resolves when all are acknowledged, however long that takes. */
export type Send = (messages: readonly Outgoing[]) => Promise<void>;

const AGAIN_AFTER_MS = 500;
const ANSWER_WITHIN_MS = 20_000;

export function sendToKafka(producer: Producer, topic: string): Send {
  return async (messages) => {
    for (;;) {
      try {
        return await producer.send(
          topic,
          messages.map(({ key, value }) => ({ key, value })),
        );
      } catch (error) {
        if (!(error instanceof KafkaError && error.code === 'unreachable')) throw error;
        await pause(AGAIN_AFTER_MS);
      }
    }
  };
}

/** @param urlOf where the collector is now; `undefined` while there is none */
export function sendToCollector(urlOf: () => string | undefined, tokenFile: string): Send {
  const token = readFileSync(tokenFile, 'utf8').trim();
  return async (messages) => {
    const body = messages.map(({ value }) => `${value}\n`).join('');
    const poison = messages.filter(({ isPoison }) => isPoison).length;
    for (;;) {
      const answer = await post(urlOf(), token, body);
      if (answer !== undefined) return expectTaken(answer, messages.length - poison, poison);
      await pause(AGAIN_AFTER_MS);
    }
  };
}

interface Answer {
  accepted: number;
  rejected: readonly unknown[];
}

/** Nothing where it is to be tried again. */
async function post(
  url: string | undefined,
  token: string,
  body: string,
): Promise<Answer | undefined> {
  if (url === undefined) return undefined;
  const response = await fetch(`${url}/v1/cdrs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    body,
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  }).catch(() => undefined);
  if (response === undefined || response.status === 429 || response.status >= 500) return undefined;
  if (response.status !== 202) throw new Error(`the collector answered ${response.status}`);
  // Cut off before its end: whether it was taken is not known.
  return (await response.json().catch(() => undefined)) as Answer | undefined;
}

function expectTaken({ accepted, rejected }: Answer, good: number, poison: number): void {
  if (accepted === good && rejected.length === poison) return;
  throw new Error(
    `of ${good} and ${poison} the collector took ${accepted}, refused ${rejected.length}`,
  );
}
