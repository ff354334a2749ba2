/** What is looked at of one call, and whether an attack placed it. */
export interface Sighting {
  values: readonly string[];
  /** Names the attack; `null`: lawful. */
  attack: string | null;
  subscriber: string;
}

interface Weighed {
  values: readonly string[];
  attack: boolean;
  weight: number;
}

/** How well values tell attacks: see `guess`. */
export interface Guess {
  /** Area under the ROC curve. */
  auc: number;
  /** The most attacks found with nine of ten found being attacks, as a share. */
  recall: number;
}

const PRECISION = 0.9;
// A value seen in few attacks says little about the next ones.
const PRIOR = 0.004;

/** Calls weigh alike by attack and by subscriber, and attacks as much as lawful calls. */
function weigh(sightings: readonly Sighting[]): Weighed[] {
  const key = ({ attack, subscriber }: Sighting) => attack ?? `lawful ${subscriber}`;
  const sizes = new Map<string, number>();
  for (const sighting of sightings) sizes.set(key(sighting), (sizes.get(key(sighting)) ?? 0) + 1);
  // A root between both extremes: a large one counts for more, but does not count alone.
  const root = (sighting: Sighting) => 1 / Math.sqrt(sizes.get(key(sighting))!);
  const totals = { attack: 0, lawful: 0 };
  for (const item of sightings) totals[item.attack === null ? 'lawful' : 'attack'] += root(item);
  return sightings.map((item) => {
    const attack = item.attack !== null;
    return {
      values: item.values,
      attack,
      weight: root(item) / totals[attack ? 'attack' : 'lawful'],
    };
  });
}

/** How much each value of one field speaks for an attack, in natural log odds. */
function logOdds(learned: readonly Weighed[], field: number): (value: string) => number {
  const sums = new Map<string, { attack: number; lawful: number }>();
  for (const { values, attack, weight } of learned) {
    const value = values[field]!;
    const sum = sums.get(value) ?? { attack: 0, lawful: 0 };
    sum[attack ? 'attack' : 'lawful'] += weight;
    sums.set(value, sum);
  }
  const odds = new Map<string, number>();
  for (const [value, { attack, lawful }] of sums) {
    odds.set(value, Math.log((attack + PRIOR) / (lawful + PRIOR)));
  }
  return (value) => odds.get(value) ?? 0;
}

/** The sums of weights by score, the most suspicious first. */
function levels(learned: readonly Weighed[], tried: readonly Weighed[]) {
  const fields = (learned[0]?.values ?? []).map((_, field) => logOdds(learned, field));
  const found = new Map<number, { attack: number; lawful: number }>();
  for (const { values, attack, weight } of tried) {
    const score = fields.reduce((sum, odds, field) => sum + odds(values[field]!), 0);
    const level = found.get(score) ?? { attack: 0, lawful: 0 };
    level[attack ? 'attack' : 'lawful'] += weight;
    found.set(score, level);
  }
  return [...found].sort(([a], [b]) => b - a).map(([, level]) => level);
}

/**
 * Learns from one run how suspicious each value is, as if the fields were independent, and tries
 * it on another, where an attack is as likely as not.
 */
export function guess(learned: readonly Sighting[], tried: readonly Sighting[]): Guess {
  let [found, wrong, auc, recall] = [0, 0, 0, 0];
  for (const { attack, lawful } of levels(weigh(learned), weigh(tried))) {
    auc += lawful * (found + attack / 2);
    found += attack;
    wrong += lawful;
    if (found / (found + wrong) >= PRECISION) recall = found;
  }
  return { auc, recall };
}
