import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { LedgerError } from '../errors.ts';

/** Memory in KiB, passes over it, lanes. */
interface Cost {
  memory: number;
  passes: number;
  parallelism: number;
}

/** OWASP's first choice: 46 MiB and one pass; passwords are long, and an attacker may ask for many. */
const COST: Cost = { memory: 47_104, passes: 1, parallelism: 1 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const FORM = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/;

/** Characters; one secret alone opens the console, so no fewer. */
export const SHORTEST_PASSWORD = 15;
export const LONGEST_PASSWORD = 256;

const derive = promisify(
  (parameters: Argon2Parameters, done: (error: Error | null, key: Buffer) => void) =>
    argon2('argon2id', parameters, done),
);

/**
 * What is kept of a password, with the parameters that it was made with.
 * @throws LedgerError `invalid` for one too short or too long
 */
export async function hashPassword(password: string): Promise<string> {
  const { length } = [...password];
  if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD) {
    throw new LedgerError(
      'invalid',
      `a password has ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters; give one that does`,
    );
  }
  const salt = randomBytes(SALT_BYTES);
  const key = await keyOf(password, salt, COST);
  const { memory, passes, parallelism } = COST;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${text(salt)}$${text(key)}`;
}

/**
 * Whether it is the password that was kept. Without one that was kept it is wrong, after the same
 * work: the time must not tell which names there are.
 */
export async function isPassword(password: string, kept: string | undefined): Promise<boolean> {
  const { cost, salt, key } = parse(kept) ?? NOBODYS;
  const found = await keyOf(password.slice(0, 4 * LONGEST_PASSWORD), salt, cost);
  return timingSafeEqual(found, key) && kept !== undefined;
}

/** Whether it was kept with other parameters than those of today. */
export function isOutdated(kept: string): boolean {
  const cost = parse(kept)?.cost;
  return JSON.stringify(cost) !== JSON.stringify(COST);
}

interface Kept {
  cost: Cost;
  salt: Buffer;
  key: Buffer;
}

const NOBODYS: Kept = {
  cost: COST,
  salt: randomBytes(SALT_BYTES),
  key: randomBytes(HASH_BYTES),
};

function parse(kept: string | undefined): Kept | undefined {
  if (kept === undefined) return undefined;
  const [, memory, passes, parallelism, salt, key] = FORM.exec(kept) ?? [];
  if (salt === undefined || key === undefined) {
    throw new LedgerError(
      'invalid',
      'a kept password has no form that is known; reset the account',
    );
  }
  const cost = {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  };
  return { cost, salt: Buffer.from(salt, 'base64'), key: Buffer.from(key, 'base64') };
}

// Keyboards write one character in several ways.
function keyOf(password: string, nonce: Buffer, cost: Cost): Promise<Buffer> {
  const message = Buffer.from(password.normalize('NFKC'));
  return derive({ message, nonce, ...cost, tagLength: HASH_BYTES });
}

function text(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
