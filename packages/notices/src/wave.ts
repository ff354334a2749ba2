/** An episode that opened, as much as tells waves. */
export interface OpenedEpisode {
  caseId: string;
  service: string;
  subscriber: string;
  /** Epoch ms. */
  openedAt: number;
  countries: readonly string[];
}

export interface Wave {
  service: string;
  country: string;
  /** Sorted. */
  subscribers: readonly string[];
  caseIds: readonly string[];
  /** When the first of them opened. */
  since: number;
}

const WAVE_WITHIN_MS = 3_600_000;
const FEWEST = 3;

/** Countries that at least three subscribers of a service began to call within an hour before `now`. */
export function wavesOf(episodes: readonly OpenedEpisode[], now: number): Wave[] {
  const recent = episodes.filter(({ openedAt }) => now - openedAt <= WAVE_WITHIN_MS);
  const entries = recent.flatMap((episode) =>
    episode.countries.map((country) => ({ country, episode })),
  );
  const groups = Map.groupBy(entries, ({ country, episode }) => `${episode.service}\n${country}`);
  return [...groups.values()].flatMap((group) => {
    const { country, episode } = group[0]!;
    const subscribers = [...new Set(group.map((each) => each.episode.subscriber))].sort();
    if (subscribers.length < FEWEST) return [];
    const caseIds = [...new Set(group.map((each) => each.episode.caseId))].sort();
    const since = Math.min(...group.map((each) => each.episode.openedAt));
    return [{ service: episode.service, country, subscribers, caseIds, since }];
  });
}

/** Whether a wave that was told has grown enough to be told again. */
export function hasGrown(told: number, now: number): boolean {
  return now >= 2 * told;
}
