import { isUtf8 } from 'node:buffer';
import type { Mapping } from '../mapping/mapping.ts';
import { type Doubt, doubt } from './doubt.ts';

export type Encoding = Mapping['encoding'];

export interface EncodingGuess {
  readonly encoding: Encoding;
  readonly doubts: readonly Doubt[];
}

const JAPANESE = ['shift_jis', 'euc-jp'] as const;
const CLEARLY = 0.25;

/** UTF-8 where it is that; else the Japanese encoding in which it reads more like Japanese. */
export function guessEncoding(bytes: Buffer): EncodingGuess {
  if (isUtf8(bytes)) return { encoding: 'utf-8', doubts: [] };
  const [best, other] = JAPANESE.map((encoding) => ({
    encoding,
    score: japaneseScore(decodeText(bytes, encoding)),
  })).sort((a, b) => b.score - a.score) as [Scored, Scored];
  if (best.score < CLEARLY) return { encoding: 'utf-8', doubts: [isNone()] };
  if (best.score - other.score > CLEARLY) return { encoding: best.encoding, doubts: [] };
  return { encoding: best.encoding, doubts: [isClose(best, other)] };
}

/** Text of a sample; what does not decode becomes U+FFFD. */
export function decodeText(bytes: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(bytes);
}

interface Scored {
  encoding: Encoding;
  score: number;
}

/** From 1, all that is not ASCII is Japanese text, downwards: what is no text counts against it. */
function japaneseScore(text: string): number {
  let [others, japanese, wrong] = [0, 0, 0];
  for (const character of text) {
    if (character <= '\u007F') continue;
    others++;
    if (/[\u3040-\u30FF\u4E00-\u9FFF\u3000-\u303F\uFF01-\uFF5E]/u.test(character)) japanese++;
    // Read in the wrong one of the two, kanji become rows of half-width kana or nothing at all.
    else wrong++;
  }
  return others === 0 ? 0 : (japanese - 2 * wrong) / others;
}

function isNone(): Doubt {
  return doubt(
    '?encoding',
    'the bytes are text in none of utf-8, shift_jis and euc-jp; lines that are not will be refused: convert the file, e.g. iconv -f ISO-8859-1 -t UTF-8',
  );
}

function isClose(best: Scored, other: Scored): Doubt {
  return doubt(
    '?encoding',
    `reads as ${best.encoding}, and hardly worse as ${other.encoding}; look whether names below are right`,
  );
}
