import { z } from 'zod';
import { TargetError } from '../target.ts';

/** Of `core.uptime`. */
export const uptimeSchema = z.object({ now: z.string(), up_since: z.string() });

/** @throws TargetError for what no Kamailio answers */
export function parse<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new TargetError('unreachable', 'the answer is not as Kamailio gives it', {
    cause: parsed.error,
  });
}
