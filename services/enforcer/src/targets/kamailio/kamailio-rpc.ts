import { z } from 'zod';
import { TargetError } from '../target.ts';
import type { KeptConnections } from './kept-connections.ts';

/** What Kamailio answers that it will not do; `status` is its own number. */
export class KamailioRefusal extends TargetError {
  readonly status: number;

  constructor(method: string, status: number, message: string) {
    // A table that is missing, or a module, is mended by a person and then works: it is tried again.
    super('unreachable', `${method}: ${status} ${message}`);
    this.name = 'KamailioRefusal';
    this.status = status;
  }
}

export type AskKamailio = (method: string, params: readonly unknown[]) => Promise<unknown>;

const answerSchema = z.object({
  id: z.int(),
  result: z.unknown().optional(),
  error: z.object({ code: z.int(), message: z.string() }).optional(),
});

/** Each request by itself: a batch is answered with 200 and nothing is done. */
export function createAskKamailio(connections: KeptConnections): AskKamailio {
  let lastId = 0;
  return async function askKamailio(method, params) {
    lastId += 1;
    const id = lastId;
    const text = await post(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    return resultOf(method, id, text);
  };

  async function post(body: string): Promise<string> {
    try {
      // 404 and 500 come with a body that says what is the matter.
      return await connections.post(body);
    } catch (cause) {
      throw new TargetError('unreachable', 'got no answer', { cause });
    }
  }
}

/** The id must come back: without it the answer is to something else, or to nothing. */
function resultOf(method: string, id: number, text: string): unknown {
  const answer = answerSchema.safeParse(jsonOf(text));
  if (!answer.success || answer.data.id !== id) {
    throw new TargetError('unreachable', `${method}: the answer is none to this request`);
  }
  const { error, result } = answer.data;
  if (error !== undefined) throw new KamailioRefusal(method, error.code, error.message);
  return result;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TargetError('unreachable', 'the answer is no JSON', { cause });
  }
}
