import { z } from 'zod';
import { runProgram } from './run-program.ts';
import { type Barring, type Held, type Target, TargetError } from './target.ts';

export interface CommandOptions {
  name: string;
  program: string;
  args: readonly string[];
  timeoutMs: number;
  /** What the program can; `read` answers and ends calls only where it says so. */
  can: { expireByItself: boolean; readBack: boolean; teardown: boolean; destination: boolean };
}

const heldSchema = z.object({
  held: z.boolean().default(true),
  until: z.iso
    .datetime({ offset: true })
    .transform((text) => Date.parse(text))
    .optional(),
  priorState: z.unknown().optional(),
  reference: z.string().nullish(),
});

const endedSchema = z.object({ ended: z.array(z.string()).default([]) });

/** A program of the operator's: JSON on its standard input, JSON on its standard output. */
export function createCommandTarget(options: CommandOptions): Target {
  const { name, can } = options;
  const stop = new AbortController();
  const ask = async (action: string, barring: Barring): Promise<unknown> => {
    const until = new Date(barring.until).toISOString();
    const input = `${JSON.stringify({ action, ...barring, until })}\n`;
    const output = await runProgram({ ...options, input, stopped: stop.signal });
    return parseJson(output);
  };
  return {
    name,
    can: { ...can, list: false, forwarding: true, allBut: false },
    async apply({ again: _, ...request }) {
      const held = heldOf(await ask('apply', request), request);
      if (held !== undefined) return held;
      throw new TargetError('unreachable', 'says that it does not hold what it was asked to');
    },
    async readBack(barring) {
      return can.readBack ? heldOf(await ask('read', barring), barring) : undefined;
    },
    async release(request) {
      await ask('release', request);
    },
    list: async () => [],
    ...(can.teardown
      ? {
          async endCalls(barring: Barring) {
            const { ended } = parse(endedSchema, await ask('end-calls', barring));
            const { subscriber: identity } = barring;
            return ended.map((callId) => ({ node: name, callId, identity, startedAt: undefined }));
          },
        }
      : {}),
    close: () => stop.abort(),
  };
}

function heldOf(answer: unknown, { until }: Barring): Held | undefined {
  const read = parse(heldSchema, answer);
  if (!read.held) return undefined;
  return {
    until: read.until ?? until,
    priorState: read.priorState ?? null,
    reference: read.reference ?? null,
  };
}

/** Nothing at all is an answer: done. */
function parseJson(output: string): unknown {
  if (output.trim() === '') return {};
  try {
    return JSON.parse(output);
  } catch (cause) {
    throw new TargetError('unreachable', 'its answer is no JSON', { cause });
  }
}

function parse<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new TargetError('unreachable', 'its answer is not as agreed', { cause: parsed.error });
}
