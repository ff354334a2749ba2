/** By how much `observed` is beyond a Poisson variable of mean `expected`, in nats. */
export function surprise(observed: number, expected: number): number {
  if (observed <= expected) return 0;
  return observed * Math.log(observed / expected) - (observed - expected);
}

/** What a surprise counts as: doublings. */
export function heatStrength(nats: number): number {
  return Math.log2(1 + nats / 4);
}
