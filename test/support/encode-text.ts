const LEADS = { shift_jis: [0x81, 0xfc], 'euc-jp': [0xa1, 0xfe] } as const;

/** Text as older Japanese systems write it; Node itself only reads these encodings. */
export function encodeText(text: string, encoding: 'utf-8' | keyof typeof LEADS): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text);
  const table = tableOf(encoding);
  return Buffer.concat(
    Array.from(text, (letter) => {
      const bytes = letter < '\u0080' ? Buffer.from(letter) : table.get(letter);
      if (bytes === undefined) throw new Error(`${letter} is not in ${encoding}`);
      return bytes;
    }),
  );
}

const tables = new Map<string, Map<string, Buffer>>();

/** All characters of two bytes, found by reading each. */
function tableOf(encoding: keyof typeof LEADS): Map<string, Buffer> {
  const known = tables.get(encoding);
  if (known !== undefined) return known;
  const table = new Map<string, Buffer>();
  const decoder = new TextDecoder(encoding);
  const [first, last] = LEADS[encoding];
  for (let lead: number = first; lead <= last; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const bytes = Buffer.from([lead, trail]);
      const text = decoder.decode(bytes);
      if (Array.from(text).length === 1 && text !== '\uFFFD' && !table.has(text)) {
        table.set(text, bytes);
      }
    }
  }
  tables.set(encoding, table);
  return table;
}
