import { createReadStream, fstatSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { readEnvironment } from './env.ts';

/** Standard input, wherever the launcher put it. */
export function standardInput(): Readable {
  const { stdin: fd } = readEnvironment(process.env);
  if (fd === 0) return process.stdin;
  if (fstatSync(fd).isFile() || fstatSync(fd).isCharacterDevice())
    return createReadStream('', { fd });
  return new Socket({ fd, readable: true, writable: false });
}
