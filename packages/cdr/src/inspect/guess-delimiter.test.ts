import { describe, expect, it } from 'vitest';
import { guessDelimiter } from './guess-delimiter.ts';

describe('guessDelimiter', () => {
  it.each([
    [['a,b,c', '1,2,3'], ',', '"', 3],
    [['1;2;3,5;4', '1;2;30,5;4'], ';', '"', 4],
    [['a\tb\tc', 'd\te\tf'], '\t', '"', 3],
    [['a|b|c,d', 'd|e|f,g'], '|', '"', 3],
    [['"a,b",c,d', 'e,f,g'], ',', '"', 3],
    [["'a,b',c,d", "'e,f',g,h"], ',', "'", 3],
    [['5" pipe,b,c', '6" pipe,"x" y,f'], ',', '', 3],
    [['title', 'a,b,c', '1,2,3', '4,5,6'], ',', '"', 3],
  ])('%j', (lines, delimiter, quote, columns) => {
    expect(guessDelimiter(lines)).toMatchObject({ delimiter, quote, columns });
  });

  it.each([[['no columns', 'at all']], [['a,b', '1,2']], [['a,b,c', 'x', 'y,z', 'w']], [[]]])(
    'none in %j',
    (lines) => {
      expect(guessDelimiter(lines)).toBeUndefined();
    },
  );
});
