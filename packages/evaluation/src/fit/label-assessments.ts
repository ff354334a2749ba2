import type { LawfulCase, Truth, Victim } from '../truth.ts';
import type { FitRun } from './fit-run.ts';

/** What a weighing is an example of; what follows on an attack is an example of nothing. */
type AssessmentLabel = 'lawful' | 'case' | 'attack' | 'unclear';

/** What one weighing is, and whose attack it saw. */
export interface Labelled {
  label: AssessmentLabel;
  victim?: Victim;
}

const HOUR_MS = 3_600_000;
const LAWFUL: Labelled = { label: 'lawful' };
const CASE: Labelled = { label: 'case' };
const UNCLEAR: Labelled = { label: 'unclear' };

/** Labels every weighing of a run, in their order. */
export function labelAssessments({ truth, assessments }: FitRun): Labelled[] {
  const bySubscriber = ({ subscriber }: { subscriber: string }) => subscriber;
  const victims = Map.groupBy(truth.victims, bySubscriber);
  const cases = Map.groupBy(truth.cases, bySubscriber);
  const { subscribers, subscriber, at } = assessments;
  return Array.from(subscriber, (index, i) => {
    const name = subscribers[index]!;
    return labelAt(victims.get(name) ?? [], cases.get(name) ?? [], at[i]!);
  });
}

function labelAt(victims: readonly Victim[], cases: Truth['cases'], at: number): Labelled {
  const spans = victims.map((victim) => ({ victim, ...spanOf(victim) }));
  if (spans.some(({ victim }) => victim.isDeceived)) return UNCLEAR;
  const hit = spans.find(({ firstAt, lastAt }) => firstAt <= at && at <= lastAt + HOUR_MS);
  if (hit !== undefined) return { label: 'attack', victim: hit.victim };
  if (spans.some(({ firstAt }) => firstAt <= at)) return UNCLEAR;
  return cases.some((one) => isWithin(one, at)) ? CASE : LAWFUL;
}

// What preceded the first call abroad is weighed with nothing of the attack in it.
function spanOf({ legs, firstAt, lastAt }: Victim): Pick<Victim, 'firstAt' | 'lastAt'> {
  if (legs.length === 0) return { firstAt, lastAt };
  const ends = legs.reduce((last, { endedAt }) => Math.max(last, endedAt), 0);
  return { firstAt: legs[0]!.startedAt, lastAt: ends };
}

function isWithin({ firstAt, lastAt }: LawfulCase, at: number): boolean {
  return firstAt <= at && at <= lastAt;
}
