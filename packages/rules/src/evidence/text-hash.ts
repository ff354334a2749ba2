/** FNV-1a over UTF-16 units, 32 bits, never 0: the same in every process, which stored state needs. */
export function textHash(text: string): number {
  return startHash(text, text.length);
}

/** The hash of the beginning of a text, as `textHash` has it, without making that a text first. */
export function startHash(text: string, length: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0 || 1;
}
