import { expect, it } from 'vitest';
import { MISTAKES } from './faults.ts';

it.each(Object.entries(MISTAKES))('%s is the name of its class', async (name, { load }) => {
  expect((await load()).name).toBe(name);
});
