#!/usr/bin/env node
// Runs the command in this process, or in another where this one does not fit: on the Node that the
// project installed for itself where this one is too old to take TypeScript as it is, and with
// standard input moved to descriptor 3 where it may hold data, since the embedded engine would
// take what it finds at descriptor 0 for rows to insert.
import { spawn } from 'node:child_process';
import { fstatSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = 24;
// Beside what it was compiled from: whoever may write there may change that too. In a folder for
// all, as the one for temporary files, a stranger could leave code to be run.
const COMPILED = fileURLToPath(new URL('../../../node_modules/.cache/sekisho', import.meta.url));
const main = new URL('../src/main.ts', import.meta.url);
const isOld = Number(process.versions.node.split('.')[0]) < OLDEST_NODE;

if (isOld || mayHoldData(0)) runInChild(isOld ? installedNode() : process.execPath);
else {
  module.enableCompileCache(process.env.NODE_COMPILE_CACHE ?? COMPILED);
  await import(main.href);
}

/** A terminal and the null device are character devices; files, pipes and sockets are not. */
function mayHoldData(descriptor) {
  try {
    return !fstatSync(descriptor).isCharacterDevice();
  } catch {
    return false;
  }
}

function installedNode() {
  const installed = createRequire(import.meta.url).resolve('node/package.json');
  return join(dirname(installed), 'bin', 'node');
}

function runInChild(node) {
  const child = spawn(node, [fileURLToPath(main), ...process.argv.slice(2)], {
    // The channel tells the other process when this one is killed.
    stdio: ['ignore', 'inherit', 'inherit', mayHoldData(0) ? 0 : 'ignore', 'ipc'],
    env: { NODE_COMPILE_CACHE: COMPILED, ...process.env, SEKISHO_STDIN: '3' },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}
