import { accruedCostMilliYen, accruedTalkMs, type OpenCall } from '../open-calls.ts';
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
export function figuresAt(subject: Subject, row: number, t: number): Figures {
  const { history, open, context } = subject;
  figures.isUp = history.endedAt(row) > t;
  const at = history.at(row);
  const call = history.isUp(row) ? callOf(open, history.key(row)) : undefined;
  if (call !== undefined) {
    figures.talk = accruedTalkMs(call, t);
    figures.cost = accruedCostMilliYen(call, t);
    if (call.answeredAt === undefined) return figures;
    const perMs = (call.destination.milliYenPerMinute ?? 0) / 60_000;
    figures.cost += perMs * context.population.residualTalkMs(history.country(row));
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

function callOf(open: readonly OpenCall[], key: number): OpenCall | undefined {
  return open.find((call) => call.key === key);
}
