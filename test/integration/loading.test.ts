import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { scratchFolder } from '../support/scratch-folder.ts';
import { sekisho } from '../support/sekisho.ts';

const scratch = scratchFolder();
/** Tells on standard error which modules a process loaded. */
const TELLING = scratch.write(
  'telling.mjs',
  `import { registerHooks } from 'node:module';
   const loaded = [];
   registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context); } });
   process.on('exit', () => process.stderr.write(loaded.join('\\n')));`,
);
const env = { NODE_OPTIONS: `--import=${pathToFileURL(TELLING).href}` };

const CLIENTS = /(chdb|@clickhouse|@electric-sql|pg|kafkajs|ioredis|bullmq|nodemailer)/.source;
const NUMBERS_ALONE = new RegExp(`node_modules/${CLIENTS}/|packages/(ledger|rules|clickhouse)/`);
const NOTHING = /node_modules\/(?!commander\/)|\/packages\/|services\/(?!standalone\/)/;

// How fast a command starts is how much it loads.
it.each([
  { args: ['--help'], code: 0, never: NOTHING },
  { args: [], code: 2, never: NOTHING },
  { args: ['nosuch'], code: 2, never: NOTHING },
  { args: ['number', '0312345678'], code: 0, never: NUMBERS_ALONE },
  {
    args: ['replay', '--help'],
    code: 0,
    never: /node_modules\/(chdb|@electric-sql|kafkajs|nodemailer)\//,
  },
])('sekisho $args loads what it needs alone', async ({ args, code, never }) => {
  const told = await sekisho(args, { env });
  const loaded = told.stderr.split('\n').filter((line) => line.startsWith('file:'));
  expect(told.code).toBe(code);
  expect(loaded.some((url) => url.endsWith('standalone/src/program.ts'))).toBe(true);
  expect(loaded.filter((url) => never.test(url))).toEqual([]);
});
