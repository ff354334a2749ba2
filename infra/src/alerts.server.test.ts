import { join } from 'node:path';
import { stderr } from 'node:process';
import { beforeAll, expect, it } from 'vitest';
import { promtool } from './promtool.ts';
import { run } from './run-command.ts';

const RULES = join(import.meta.dirname, '..', 'prometheus');

let file: string;
beforeAll(async () => {
  file = await promtool((line) => void stderr.write(`${line}\n`));
}, 180_000);

it.each([
  ['check', 'config', 'prometheus.yml'],
  ['check', 'rules', 'alerts.yml'],
  ['test', 'rules', 'alerts.test.yml'],
  ['test', 'rules', 'alerts-of-weeks.test.yml'],
])('promtool %s %s %s', async (...args) => {
  expect(await run({ file, args, cwd: RULES })).toContain('SUCCESS');
});
