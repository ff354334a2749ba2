export const DIRECTORY_ENCODINGS = ['utf-8', 'shift_jis', 'euc-jp'] as const;

export type DirectoryEncoding = (typeof DIRECTORY_ENCODINGS)[number];

/** A file that is in none of the encodings, or not in the one that was named. */
export class EncodingError extends Error {
  override readonly name = 'EncodingError';
  readonly code = 'bad-encoding';
}

/** What the decoder of EUC-JP makes of bytes that are not EUC-JP, instead of refusing them. */
const LENIENT = /[\u0080-\u009F]/;
/** Half-width katakana: what EUC-JP looks like when it is read as Shift_JIS. */
const HALF_WIDTH = /[\uFF61-\uFF9F]/g;

/**
 * The text of a directory file, by default in the encoding that its bytes fit.
 * @throws EncodingError
 */
export function decodeDirectory(
  bytes: Uint8Array,
  file: string,
  encoding?: DirectoryEncoding,
): { text: string; encoding: DirectoryEncoding } {
  const candidates = encoding === undefined ? DIRECTORY_ENCODINGS : [encoding];
  const fitting = candidates.flatMap((name) => {
    const text = decodeAs(bytes, name);
    return text === undefined ? [] : [{ text, encoding: name }];
  });
  const [first, second] = fitting;
  if (first === undefined) {
    throw new EncodingError(
      `${file}: not in ${candidates.join(', ')}; write it in UTF-8, or name its --encoding`,
    );
  }
  // Bytes that are EUC-JP are often Shift_JIS too, but then mostly of half-width katakana.
  const isEuc = first.encoding === 'shift_jis' && second !== undefined && halfWidth(first.text) > 0;
  return isEuc ? second : first;
}

function decodeAs(bytes: Uint8Array, encoding: DirectoryEncoding): string | undefined {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return LENIENT.test(text) ? undefined : text;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function halfWidth(text: string): number {
  return text.match(HALF_WIDTH)?.length ?? 0;
}
