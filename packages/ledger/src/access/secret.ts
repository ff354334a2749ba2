import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 bits that nobody guesses, as text for a cookie or a header. */
export function newSecret(): string {
  return randomBytes(32).toString('hex');
}

/** What is kept of a secret. It is random, so that one round suffices. */
export function secretHash(secret: string): string {
  return hash('sha256', secret);
}

/** Whether a hash is the one that is kept, in the same time whatever they have in common. */
export function isSameHash(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(hash('sha256', one)), Buffer.from(hash('sha256', other)));
}
