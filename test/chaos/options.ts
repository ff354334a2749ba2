import { parseArgs } from 'node:util';

export interface ChaosOptions {
  seed: number;
  minutes: number;
  /** Data and logs stay, although all was well. */
  keep: boolean;
}

/**
 * `--seed N`, default a new one; `--keep`; `CHAOS_MINUTES`, default 10.
 * @throws for anything else
 */
export function readOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  newSeed: () => number,
): ChaosOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { seed: { type: 'string' }, keep: { type: 'boolean', default: false } },
  });
  const seed = values.seed === undefined ? newSeed() : Number(values.seed);
  const minutes = Number(env['CHAOS_MINUTES'] ?? 10);
  if (!Number.isInteger(seed) || seed < 0) throw new Error('--seed: write a whole number');
  if (!(minutes > 0 && minutes <= 600)) throw new Error('CHAOS_MINUTES: write 1 to 600');
  return { seed, minutes, keep: values.keep };
}
