import { localTime } from '../terminal/local-time.ts';
import type { CallCosts } from './call-costs.ts';
import type { Barring, DecisionLog } from './decision-log.ts';
import { isOf, type Judged, verdictOn } from './judged-alerts.ts';

/** What one rule set would have done. */
export interface Figures {
  /** Its name and version. */
  rules: string;
  alerts: number;
  alertsPerDay: number;
  /** Decisions to bar. */
  barrings: number;
  barringsPerDay: number;
  mostBarringsInADay: number;
  subscribersBarred: number;
  /** Of alerts judged `not-ours`: those that it barred, and those that it did not. */
  caught: number;
  missed: number;
  /** Of alerts judged `ours`: those that it barred. */
  wronglyBarred: number;
  /** Yen of the calls of a barred episode begun before the decision. */
  costBeforeJpy: number;
  /** Yen of the calls begun while the line would have been barred. */
  costAvertedJpy: number;
  /** Of that, what was judged to be fraud, and what the customers' own use. */
  avertedFraudJpy: number;
  avertedOwnUseJpy: number;
  byDay: DayFigures[];
}

interface DayFigures {
  /** As the clock on the wall has it. */
  day: string;
  alerts: number;
  barrings: number;
}

export interface FigureParts {
  costs: CallCosts;
  judged: readonly Judged[];
  days: number;
}

export function figuresOf(log: DecisionLog, { costs, judged, days }: FigureParts): Figures {
  const { barrings } = log;
  const isBarred = (alert: Judged) => barrings.some((barring) => isOf(alert, barring));
  const fraud = judged.filter(({ verdict }) => verdict === 'not-ours');
  const own = judged.filter(({ verdict }) => verdict === 'ours');
  const caught = fraud.filter(isBarred).length;
  const averted = (of: readonly Barring[]) => sum(of.map((each) => yenOf(each, costs).averted));
  const judgedAs = (verdict: Judged['verdict']) =>
    barrings.filter((barring) => verdictOn(barring, judged) === verdict);
  const byDay = byDayOf(log);
  return {
    rules: log.ruleSet,
    alerts: log.opened.length,
    alertsPerDay: hundredths(log.opened.length / days),
    barrings: barrings.length,
    barringsPerDay: hundredths(barrings.length / days),
    mostBarringsInADay: Math.max(0, ...byDay.map((each) => each.barrings)),
    subscribersBarred: log.bySubscriber().size,
    caught,
    missed: fraud.length - caught,
    wronglyBarred: own.filter(isBarred).length,
    costBeforeJpy: sum(barrings.map((each) => yenOf(each, costs).before)),
    costAvertedJpy: averted(barrings),
    avertedFraudJpy: averted(judgedAs('not-ours')),
    avertedOwnUseJpy: averted(judgedAs('ours')),
    byDay,
  };
}

/** Yen of the calls before a decision, from the beginning of its episode, and while it would bar. */
export function yenOf(
  { subscriber, since, restriction }: Barring,
  costs: CallCosts,
): { before: number; averted: number } {
  const { at, until } = restriction;
  return {
    before: costs.between(subscriber, since, at),
    averted: costs.between(subscriber, at, until),
  };
}

function byDayOf({ opened, barrings }: DecisionLog): DayFigures[] {
  const days = new Map<string, DayFigures>();
  const count = (at: number, what: 'alerts' | 'barrings') => {
    const day = localTime(at).slice(0, 10);
    const figures = days.get(day) ?? { day, alerts: 0, barrings: 0 };
    figures[what]++;
    days.set(day, figures);
  };
  for (const at of opened) count(at, 'alerts');
  for (const { restriction } of barrings) count(restriction.at, 'barrings');
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

function sum(values: readonly number[]): number {
  return Math.round(values.reduce((total, value) => total + value, 0) * 1000) / 1000;
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
