import { TargetError } from './target.ts';

/** What a restriction closes. */
export type Scope =
  | { kind: 'contract' }
  /** One line or trunk of the contract. */
  | { kind: 'line'; line: string }
  /** A destination, for the whole service. */
  | { kind: 'destination'; prefix: string };

/**
 * `international`, `international:LINE` or `destination:PREFIX` (digits, without a sign).
 * @throws TargetError `refused` for anything else
 */
export function parseScope(scope: string): Scope {
  if (scope === 'international') return { kind: 'contract' };
  const line = /^international:(.+)$/.exec(scope)?.[1];
  if (line !== undefined) return { kind: 'line', line };
  const prefix = /^destination:([1-9]\d{0,14})$/.exec(scope)?.[1];
  if (prefix !== undefined) return { kind: 'destination', prefix };
  throw new TargetError('refused', 'does not know this scope');
}
