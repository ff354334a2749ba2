/** Nobody is put off for longer: a line stays open meanwhile. */
const LONGEST_MS = 600_000;

/** `Retry-After` in ms: seconds or a date; nothing where it is neither. */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? undefined : Math.min(LONGEST_MS, Math.max(0, ms));
}
