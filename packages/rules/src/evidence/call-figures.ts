import { accruedCostMilliYen, accruedTalkMs } from '../open-calls.ts';
import type { Subject } from './subject.ts';

interface Figures {
  cost: number;
  talk: number;
  isUp: boolean;
}

const figures: Figures = { cost: 0, talk: 0, isUp: false };

/**
 * What a call had cost and talked by instant `t`. One that is up counts at what it has cost plus what
 * calls of its kind usually add. Good until the next call is asked for.
 */
export function figuresAt(subject: Subject, row: number, t: number, country: number): Figures {
  const { history, open, context } = subject;
  figures.isUp = history.endedAt(row) > t;
  const at = history.at(row);
  const key = history.key(row);
  const call = history.isUp(row) ? open.find((other) => other.key === key) : undefined;
  if (call !== undefined) {
    figures.talk = accruedTalkMs(call, t);
    figures.cost = accruedCostMilliYen(call, t);
    if (call.answeredAt === undefined) return figures;
    const perMs = (call.destination.milliYenPerMinute ?? 0) / 60_000;
    figures.cost += perMs * context.population.residualTalkMs(country);
    return figures;
  }
  figures.talk = history.talkMs(row);
  figures.cost = history.costMilliYen(row);
  if (at <= t || figures.talk === 0) return figures;
  const soFar = Math.max(0, figures.talk - (at - t));
  figures.cost = (figures.cost * soFar) / figures.talk;
  figures.talk = soFar;
  return figures;
}

export interface UsualDay {
  milliYen: number;
  calls: number;
}

/** The scale of a new day's calls to a country: the record day, or what a day may be at first. */
export function usualDay(
  { subscriber, traits, context, profile }: Subject,
  country: number,
  today: number,
): UsualDay {
  const record = profile.countries.recordOf(country, today);
  const { yen, calls } = context.model.usualDayOf(traits.kind);
  const busy = context.hours.busyness(subscriber);
  return {
    milliYen: Math.max(yen * busy * 1000, record.milliYen),
    calls: Math.max(calls * busy, record.calls),
  };
}
