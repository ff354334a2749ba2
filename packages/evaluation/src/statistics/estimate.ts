/** A figure with its 95 % confidence interval. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
}

const Z = 1.959964;

/** Wilson's interval of a share; `null` of nothing. */
export function wilson(successes: number, trials: number): Estimate | null {
  if (trials === 0) return null;
  const share = successes / trials;
  const scale = 1 + Z ** 2 / trials;
  const centre = share + Z ** 2 / (2 * trials);
  const spread = Z * Math.sqrt((share * (1 - share)) / trials + (Z / (2 * trials)) ** 2);
  return {
    value: share,
    low: Math.max(0, (centre - spread) / scale),
    high: Math.min(1, (centre + spread) / scale),
  };
}

/** The interval of the mean of a Poisson count, by Byar's approximation to the exact one. */
export function poisson(count: number): Estimate {
  return { value: count, low: byar(count, -Z), high: byar(count + 1, Z) };
}

function byar(count: number, z: number): number {
  if (count === 0) return 0;
  return count * (1 - 1 / (9 * count) + z / (3 * Math.sqrt(count))) ** 3;
}

export function scaled({ value, low, high }: Estimate, factor: number): Estimate {
  return { value: value * factor, low: low * factor, high: high * factor };
}
