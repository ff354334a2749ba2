import type { LegEvent } from './events.ts';
import type { SimulationOptions } from './options.ts';
import { Random } from './random.ts';
import { Rating } from './rating.ts';
import type { CallDetailRecord, SimulatedRecord } from './record.ts';
import { type Setting, settingOf } from './setting.ts';
import { switchNames, switchOf, TWIN_SOURCE } from './switches.ts';

function skews(seed: number, { delivery }: Setting): Map<string, number> {
  const of = (source: string) => new Random(seed, 'skew', source).between(-1, 1) * delivery.skewMs;
  return new Map([...switchNames, TWIN_SOURCE].map((source) => [source, Math.round(of(source))]));
}

/** Writes events as the switches of one run do. */
export class Writer {
  private readonly rating: Rating;
  /** Milliseconds by which the clock of a source is fast. */
  private readonly skewMs: ReadonlyMap<string, number>;

  constructor({ seed, setting, faults = false }: SimulationOptions) {
    const drawnFrom = settingOf(setting);
    this.rating = new Rating(seed, drawnFrom);
    this.skewMs = faults ? skews(seed, drawnFrom) : new Map();
  }

  toSimulated(legEvent: LegEvent): SimulatedRecord {
    const { event, leg, twin } = legEvent;
    const source = twin?.source ?? leg.subscriber.source;
    const offset = (this.skewMs.get(source) ?? 0) + (twin?.laterMs ?? 0);
    const record = commonFields(legEvent, source, offset);
    addOptional(record, legEvent, source);
    if (leg.answeredAt !== null) record.answeredAt = leg.answeredAt + offset;
    if (event !== 'start') this.addProgress(record, legEvent, offset);
    return { record, label: leg.label };
  }

  private addProgress(
    record: CallDetailRecord,
    { event, at, leg, twin }: LegEvent,
    offset: number,
  ) {
    if (leg.answeredAt !== null) record.durationSec = (at - leg.answeredAt) / 1000;
    if (event === 'interim') return;
    record.endedAt = leg.endedAt + offset;
    record.cause = leg.cause;
    const cost = twin === undefined ? this.rating.costOf(leg) : undefined;
    if (cost !== undefined) record.costJpy = cost;
  }
}

function commonFields(
  { at, event, leg, twin }: LegEvent,
  source: string,
  offset: number,
): CallDetailRecord {
  const { subscriber } = leg;
  return {
    source,
    callId: twin?.callId ?? leg.callId,
    event,
    at: at + offset,
    subscriber: subscriber.id,
    line: leg.line,
    service: subscriber.population.service,
    direction: leg.direction,
    calling: leg.calling,
    called: leg.called,
    sourceIp: leg.from.sourceIp,
    trunk: leg.trunk,
    startedAt: leg.startedAt + offset,
  };
}

function addOptional(record: CallDetailRecord, { leg, twin, correlationId }: LegEvent, of: string) {
  const { agents, correlates } = switchOf(of);
  if (agents && twin === undefined) record.userAgent = leg.from.userAgent;
  const correlation = leg.correlationId ?? correlationId ?? (correlates ? leg.callId : undefined);
  if (correlation !== undefined) record.correlationId = correlation;
  if (leg.legKind !== null) record.legKind = leg.legKind;
  if (leg.divertedFrom !== null) record.divertedFrom = leg.divertedFrom;
}
