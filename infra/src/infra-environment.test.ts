import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { exportLines } from './infra-environment.ts';

it.each(['plain', '', "it's", '$HOME `id` "x" \\', 'a\nb'])('a shell reads back %j', (value) => {
  const script = `${exportLines({ GIVEN: value, OTHER: 'x' })}printf %s "$GIVEN"`;
  expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(value);
});
