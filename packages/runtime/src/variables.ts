import { readFileSync } from 'node:fs';
import { z } from 'zod';

const UNITS_MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `host:port,host:port` and the like: at least one item, none empty. */
export function listOf(what: string) {
  return z
    .string()
    .transform((text) => text.split(',').map((item) => item.trim()))
    .refine((items) => items.every((item) => item !== ''), `write ${what}, separated by commas`);
}

/** A TCP port; 0 lets the system choose. */
export const port = z
  .string()
  .regex(/^\d{1,5}$/, 'write a port, 0 to 65535')
  .transform(Number)
  .refine((value) => value <= 65_535, 'write a port, 0 to 65535');

/** `500ms`, `30s`, `15m`, `12h`, `8d` as ms. */
export const duration = z
  .string()
  .regex(/^\d+(ms|s|m|h|d)$/, 'write a duration such as 30s, 15m or 12h')
  .transform((text) => {
    const [, count, unit] = /^(\d+)(ms|s|m|h|d)$/.exec(text)!;
    return Number(count) * UNITS_MS[unit as keyof typeof UNITS_MS];
  });

export const booleanText = z
  .enum(['0', '1', 'false', 'true'], 'write 1 or 0')
  .transform((text) => text === '1' || text === 'true');

/** The content of a file that holds a secret of at least `least` characters, trimmed. */
export function secretFile(least: number) {
  return z.string().transform((file, context) => {
    try {
      const secret = readFileSync(file, 'utf8').trim();
      if (secret.length >= least) return secret;
      context.addIssue(`${file} holds fewer than ${least} characters; put the secret there`);
    } catch (error) {
      const why = error instanceof Error && 'code' in error ? error.code : 'unreadable';
      context.addIssue(`${file} cannot be read (${why}); name a file that holds the secret`);
    }
    return z.NEVER;
  });
}
