import { describe, expect, it } from 'vitest';
import { guessEncoding } from './guess-encoding.ts';

const TOKYO_SJIS = [0x93, 0x8c, 0x8b, 0x9e, 0x2c, 0x83, 0x7a, 0x83, 0x65, 0x83, 0x8b];
const TOKYO_EUC = [0xc5, 0xec, 0xb5, 0xfe, 0x2c, 0xa5, 0xdb, 0xa5, 0xc6, 0xa5, 0xeb];

describe('guessEncoding', () => {
  it.each([
    ['ASCII', [...Buffer.from('id,to\n1,2\n')], 'utf-8', []],
    ['UTF-8', [...Buffer.from('東京,ホテル')], 'utf-8', []],
    ['Shift_JIS', TOKYO_SJIS, 'shift_jis', []],
    ['EUC-JP', TOKYO_EUC, 'euc-jp', []],
    ['Latin-1', [...Buffer.from('Müller,Größe', 'latin1')], 'utf-8', ['?encoding']],
    ['no text at all', [0xff, 0xfe, 0xfd, 0x41], 'utf-8', ['?encoding']],
  ])('%s', (_, bytes, encoding, codes) => {
    const guess = guessEncoding(Buffer.from(bytes));
    expect([guess.encoding, guess.doubts.map(({ code }) => code)]).toEqual([encoding, codes]);
  });
});
