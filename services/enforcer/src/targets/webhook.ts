import { z } from 'zod';
import { type Held, type Target, TargetError } from './target.ts';
import { createSendWebhook, type WebhookAnswer, type WebhookOptions } from './webhook-http.ts';

const untilSchema = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

const heldSchema = z.object({
  until: untilSchema,
  priorState: z.unknown().optional(),
  reference: z.string().nullish(),
});

const listSchema = z.object({
  barrings: z.array(z.object({ key: z.string(), until: untilSchema })),
});

const CAN = {
  expireByItself: true,
  readBack: true,
  list: true,
  teardown: true,
  destination: false,
  forwarding: true,
  allBut: true,
} as const;

/** The operator's own program at the switch, asked over HTTP as docs/webhook.md says. */
export function createWebhookTarget(options: WebhookOptions): Target {
  const stop = new AbortController();
  const send = createSendWebhook(options, stop.signal);
  return {
    name: 'webhook',
    can: CAN,
    async apply({ idempotencyKey, again: _, ...barring }) {
      const answer = await send({
        method: 'PUT',
        path: pathOf(barring.key),
        body: bodyOf(barring),
        idempotencyKey,
      });
      if (answer === undefined) throw new TargetError('refused', 'answered 404');
      return heldOf({ until: new Date(barring.until).toISOString(), ...answer });
    },
    async readBack({ key }) {
      const answer = await send({ method: 'GET', path: pathOf(key) });
      return answer && heldOf(answer);
    },
    async release({ idempotencyKey, ...barring }) {
      const path = pathOf(barring.key);
      await send({ method: 'DELETE', path, body: bodyOf(barring), idempotencyKey });
    },
    async list() {
      return parse(listSchema, await send({ method: 'GET', path: '/barrings' })).barrings;
    },
    close: () => stop.abort(),
  };
}

function pathOf(key: string): string {
  return `/barrings/${encodeURIComponent(key)}`;
}

function bodyOf<T extends { until: number }>(barring: T): Omit<T, 'until'> & { until: string } {
  return { ...barring, until: new Date(barring.until).toISOString() };
}

function heldOf(answer: WebhookAnswer): Held {
  const { until, priorState, reference } = parse(heldSchema, answer);
  return { until, priorState: priorState ?? null, reference: reference ?? null };
}

/** What makes no sense may be an error page in between, and is asked for again. */
function parse<T>(schema: z.ZodType<T>, answer: WebhookAnswer): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new TargetError('unreachable', 'the answer is not as agreed', { cause: parsed.error });
}
