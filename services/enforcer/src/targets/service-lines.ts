import { allOf } from './all-of.ts';
import type { LineFollower } from './line-follower.ts';
import type { Target } from './target.ts';

interface Follower {
  name: string;
  lines: LineFollower;
}

/** Each target follows the contracts of the services that it serves. */
export function createServiceLines(of: (service: string) => readonly Target[]): LineFollower {
  const followersOf = (service: string): Follower[] =>
    of(service).flatMap(({ name, lines }) => (lines === undefined ? [] : [{ name, lines }]));
  return {
    async behind(bars) {
      const behind = new Set<string>();
      for (const [service, own] of Map.groupBy(bars, (bar) => bar.service)) {
        const found = await allOf(followersOf(service), ({ lines }) => lines.behind(own));
        for (const { key } of found.flat()) behind.add(key);
      }
      return bars.filter(({ key }) => behind.has(key));
    },
    async follow(bar) {
      const followed = await allOf(followersOf(bar.service), ({ lines }) => lines.follow(bar));
      return {
        joined: followed.reduce((sum, { joined }) => sum + joined, 0),
        left: followed.reduce((sum, { left }) => sum + left, 0),
      };
    },
  };
}
