import type { Switch } from './switch.ts';
import type { Book } from './traffic/book.ts';

/** How long attacked lines stayed open after the last call of the attack was acknowledged. */
export function delayText({ attacks }: Book, { barredAt }: Switch): string {
  const seconds = [...attacks.values()]
    .map(({ subscriber, toldAt }) => ((barredAt.get(subscriber) ?? NaN) - (toldAt ?? NaN)) / 1000)
    .filter((delay) => !Number.isNaN(delay))
    .map((delay) => Math.max(0, delay))
    .sort((a, b) => a - b);
  const at = (share: number) => seconds[Math.floor(share * (seconds.length - 1))]?.toFixed(1);
  return `barred after the attack’s last call: median ${at(0.5)} s, at most ${at(1)} s`;
}
