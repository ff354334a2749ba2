import { expect, it } from 'vitest';
import { en } from './en.ts';
import { ja } from './ja.ts';

function texts(words: object): string[] {
  return Object.values(words).flatMap((value) =>
    typeof value === 'string'
      ? [value]
      : typeof value === 'object' && value !== null
        ? texts(value)
        : [],
  );
}

it('no text is empty, in either language', () => {
  expect([...texts(en), ...texts(ja)].filter((text) => text.trim() === '')).toEqual([]);
});
