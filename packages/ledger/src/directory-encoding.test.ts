import { expect, it } from 'vitest';
import { type DirectoryEncoding, decodeDirectory, EncodingError } from './directory-encoding.ts';

const bytes = (binary: string) => new Uint8Array(Buffer.from(binary, 'latin1'));
const WAKABA = '若葉商事';
const SHIFT_JIS = bytes('\x8e\xe1\x97\x74\x8f\xa4\x8e\x96');
const EUC_JP = bytes('\xbc\xe3\xcd\xd5\xbe\xa6\xbb\xf6');

it.each<[string, Uint8Array, string, DirectoryEncoding]>([
  ['ASCII', bytes('C1,a\n'), 'C1,a\n', 'utf-8'],
  ['UTF-8', new TextEncoder().encode(WAKABA), WAKABA, 'utf-8'],
  ['UTF-8 with a byte order mark', new TextEncoder().encode(`\uFEFF${WAKABA}`), WAKABA, 'utf-8'],
  ['Shift_JIS', SHIFT_JIS, WAKABA, 'shift_jis'],
  ['the circled digits of Windows', bytes('\x87\x40'), '①', 'shift_jis'],
  ['EUC-JP', EUC_JP, WAKABA, 'euc-jp'],
])('tells %s by its bytes', (_, given, text, encoding) => {
  expect(decodeDirectory(given, 'd.csv')).toEqual({ text, encoding });
});

it('takes the encoding that is named, also where another fits', () => {
  expect(decodeDirectory(bytes('\xb1\xb2'), 'd.csv', 'shift_jis').text).toBe('ｱｲ');
});

it.each<[string, DirectoryEncoding | undefined]>([
  ['\xff\xfe\x00', undefined],
  ['\x8e\xe1', 'utf-8'],
  ['\x87\x40', 'euc-jp'],
])('refuses %j as %s', (given, encoding) => {
  expect(() => decodeDirectory(bytes(given), 'd.csv', encoding)).toThrow(EncodingError);
});
