import { describe, expect, it } from 'vitest';
import { parseWatch, WatchSyntaxError } from './watched-directory.ts';

const NONE = {
  format: undefined,
  mapping: undefined,
  source: undefined,
  timeZone: undefined,
  outsideLine: undefined,
  follow: false,
  sequence: false,
  name: undefined,
};

describe('parseWatch', () => {
  it('reads several directories with options', () => {
    const text =
      '/var/spool/cdr?format=asterisk-csv&source=pbx1&timeZone=Asia/Tokyo, /a%2Cb?follow=1&sequence=1,/c';
    expect(parseWatch(text)).toEqual([
      {
        ...NONE,
        path: '/var/spool/cdr',
        format: 'asterisk-csv',
        source: 'pbx1',
        timeZone: 'Asia/Tokyo',
      },
      { ...NONE, path: '/a,b', follow: true, sequence: true },
      { ...NONE, path: '/c' },
    ]);
  });

  it('reads patterns', () => {
    const [watched] = parseWatch('/a?sequence=cdr-(\\d{1%2C5})&name=^Master');
    expect(watched).toMatchObject({ sequence: /cdr-(\d{1,5})/d, name: /^Master/ });
  });

  it.each([
    '',
    '/a,',
    '?follow=1',
    '/a?color=red',
    '/a?format=xml',
    '/a?follow=yes',
    '/a?sequence=\\d+',
    '/a?sequence=(',
    '/a?name=(',
    '/a?timeZone=Mars',
    '/a?source=',
    '/a?source=%',
    '/a?outsideLine=x',
    '/a?mapping=/nowhere.yaml',
  ])('refuses %j', (text) => {
    expect(() => parseWatch(text)).toThrow(WatchSyntaxError);
  });
});
