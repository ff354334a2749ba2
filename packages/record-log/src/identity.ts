import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { readIfThere, writeDurably } from './durable-file.ts';
import { damage } from './errors.ts';

const FILE = 'identity';

export interface Identity {
  id: string;
  /** With which every checksum of the log begins. */
  seed: number;
}

/** Nothing for a log that was never finished being made: this file is made last. */
export async function readIdentity(dir: string): Promise<Identity | undefined> {
  const text = await readIfThere(join(dir, FILE));
  if (text === undefined) return undefined;
  const id = /^record-log 1 ([\w-]+)\n$/.exec(text)?.[1];
  if (id === undefined) throw damage(join(dir, FILE), 0, 'not the identity of a log of this form');
  return identityOf(id);
}

export async function makeIdentity(dir: string): Promise<Identity> {
  const id = randomUUID();
  await writeDurably(dir, FILE, `record-log 1 ${id}\n`);
  return identityOf(id);
}

function identityOf(id: string): Identity {
  return { id, seed: crc32(id) };
}
