import { z } from 'zod';

const UNIT_SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** A span of time as an operator writes it, `90s`, `10m`, `12h`, `8d`; read as whole seconds. */
export const durationSeconds = z
  .string()
  .regex(/^[1-9]\d{0,6}[smhd]$/, 'write a whole number and a unit, such as 90s, 10m, 12h or 7d')
  .transform((text) => Number(text.slice(0, -1)) * UNIT_SECONDS[text.slice(-1)]!);
