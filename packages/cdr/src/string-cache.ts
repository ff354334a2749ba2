const SLOTS = 32_768;
const LONGEST = 48;

const cached: string[] = new Array(SLOTS).fill('');

/**
 * The ASCII text of `bytes[start, end)`, as one string for all records that repeat it: making a
 * string costs more than finding it. Each text has one place, where the next one displaces it, so
 * the cache never grows.
 */
export function cachedText(bytes: Buffer, start: number, end: number): string {
  const length = end - start;
  if (length > LONGEST) return bytes.latin1Slice(start, end);
  const slot = slotOf(bytes, start, end);
  const candidate = cached[slot] as string;
  if (candidate.length === length && isText(candidate, bytes, start)) return candidate;
  const text = bytes.latin1Slice(start, end);
  cached[slot] = text;
  return text;
}

function slotOf(bytes: Buffer, start: number, end: number): number {
  let hash = end - start;
  for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + (bytes[i] as number)) | 0;
  return (hash ^ (hash >>> 15)) & (SLOTS - 1);
}

function isText(text: string, bytes: Buffer, start: number): boolean {
  for (let k = 0; k < text.length; k++) {
    if (text.charCodeAt(k) !== bytes[start + k]) return false;
  }
  return true;
}
