import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nextPath } from './next-path.ts';

it.each([
  [undefined, '/'],
  ['', '/'],
  ['/a/7Q2K?tab=calls', '/a/7Q2K?tab=calls'],
  ['/a#part', '/a'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['/..//evil.example', '/'],
  ['https://evil.example/', '/'],
  ['javascript:alert(1)', '/'],
  ['a', '/'],
  ['/sign-in?next=/sign-in', '/'],
  ['/sign-out', '/'],
  ['/oidc/start', '/'],
])('%j leads to %j', (asked, next) => {
  expect(nextPath(asked)).toBe(next);
});

it('never leads to another host', () => {
  const piece = fc.constantFrom('/', '\\', '.', 'evil.example', ':', '@', '?', '#', '\t', '%2f');
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const url = new URL(nextPath(`/${pieces.join('')}`), 'https://own.example');
      expect(url.origin).toBe('https://own.example');
    }),
  );
});
