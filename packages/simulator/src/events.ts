import type { Leg } from './leg.ts';
import type { CallDetailRecord, SimulatedRecord } from './record.ts';

/** One record to be, at its time. */
export interface LegEvent {
  at: number;
  event: 'start' | 'stop';
  leg: Leg;
}

// A class 5 switch sees addresses, not the agents behind them.
const WITHOUT_AGENT = 'cs1';

function commonFields({ at, event, leg }: LegEvent): CallDetailRecord {
  const { subscriber } = leg;
  return {
    source: subscriber.source,
    callId: leg.callId,
    event,
    at,
    subscriber: subscriber.id,
    line: leg.line,
    service: subscriber.population.service,
    direction: leg.direction,
    calling: leg.calling,
    called: leg.called,
    sourceIp: leg.from.sourceIp,
    trunk: leg.trunk,
    startedAt: leg.startedAt,
  };
}

function addEnd(record: CallDetailRecord, { answeredAt, endedAt, cause }: Leg): void {
  record.endedAt = endedAt;
  if (answeredAt !== null) record.durationSec = (endedAt - answeredAt) / 1000;
  record.cause = cause;
}

export function toSimulated(legEvent: LegEvent): SimulatedRecord {
  const { event, leg } = legEvent;
  const record = commonFields(legEvent);
  if (leg.subscriber.source !== WITHOUT_AGENT) record.userAgent = leg.from.userAgent;
  if (leg.answeredAt !== null) record.answeredAt = leg.answeredAt;
  if (event === 'stop') addEnd(record, leg);
  return { record, label: leg.label };
}
