#!/usr/bin/env node
// Runs the command on a Node that takes TypeScript as it is: this one, or the one that the
// project installed for itself.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = 24;
const main = new URL('../src/main.ts', import.meta.url);

if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) {
  await import(main.href);
} else {
  const installed = createRequire(import.meta.url).resolve('node/package.json');
  const node = join(dirname(installed), 'bin', 'node');
  const args = [fileURLToPath(main), ...process.argv.slice(2)];
  const child = spawn(node, args, { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}
