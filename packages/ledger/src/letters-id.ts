import { hash } from 'node:crypto';

/** No vowels, so that no words come about; no digits, so that it is no number; no l. */
const LETTERS = 'bcdfghjkmnpqrstvwxz';
const LENGTH = 16;

/** An id that can be told on the telephone: `c-bcdf-ghjk-mnpq-rstv`, the same for the same text. */
export function lettersId(prefix: string, text: string): string {
  let rest = BigInt(`0x${hash('sha256', text)}`);
  let letters = '';
  while (letters.length < LENGTH) {
    letters += LETTERS[Number(rest % BigInt(LETTERS.length))]!;
    rest /= BigInt(LETTERS.length);
  }
  return [prefix, ...letters.match(/.{4}/g)!].join('-');
}
