import type { RecordFields } from '../../support/record.ts';
import type { Random } from '../random.ts';
import type { ExpectedCall } from './book.ts';

/** Records of one leg, each to be sent once the one before it is acknowledged. */
export interface LegScript {
  subscriber: string;
  source: string;
  callId: string;
  records: RecordFields[];
  /** Of the records, those from here on are repeats. */
  repeatsFrom: number;
  expected: ExpectedCall;
}

export interface LegRequest {
  subscriber: string;
  callId: string;
  called: string;
  /** Epoch ms. */
  endedAt: number;
  isLate?: boolean;
  /** It was answered, and has start and stop. */
  isPlain?: boolean;
  repeats?: number;
}

type Form = 'stop' | 'start-stop' | 'start-interim-stop' | 'start-interim';

const FORMS: readonly Form[] = [
  'stop',
  'start-stop',
  'start-stop',
  'start-interim-stop',
  'start-interim',
];
const SOURCES = ['sbc1', 'sbc2'];

export function planLeg(random: Random, request: LegRequest): LegScript {
  const { subscriber, callId, isLate = false, isPlain = false } = request;
  const source = random.pick(SOURCES);
  const form = isLate ? 'stop' : isPlain ? 'start-stop' : random.pick(FORMS);
  const isAnswered = isPlain || form === 'start-interim' || random.chance(0.85);
  const talkMs = isAnswered ? random.whole(2, 240_000) : 0;
  const costMilliYen = isAnswered ? random.whole(1, 400_000) : 0;
  const told = eventsOf(random, request, { source, form, talkMs, costMilliYen });
  const repeats = repeatsOf(random, told, request.repeats ?? 0);
  return {
    subscriber,
    source,
    callId,
    records: [...told, ...repeats],
    repeatsFrom: told.length,
    expected: { ...lastTold(form, talkMs, costMilliYen), isLate },
  };
}

interface Facts {
  source: string;
  form: Form;
  talkMs: number;
  costMilliYen: number;
}

// A stop that was lost leaves what the interim told, halfway.
function lastTold(form: Form, talkMs: number, costMilliYen: number) {
  if (form !== 'start-interim') return { talkMs, costMilliYen };
  return { talkMs: half(talkMs), costMilliYen: half(costMilliYen) };
}

function half(number: number): number {
  return Math.max(1, Math.floor(number / 2));
}

function eventsOf(random: Random, request: LegRequest, facts: Facts): RecordFields[] {
  const { subscriber, callId, called, endedAt } = request;
  const { source, form, talkMs, costMilliYen } = facts;
  const of = { source, callId, subscriber };
  const answeredAt = endedAt - talkMs;
  const startedAt = answeredAt - random.whole(500, 9000);
  const full = { line: '0312340001', called, startedAt };
  const answered = talkMs > 0 ? { answeredAt } : {};
  const start = {
    ...of,
    ...full,
    ...answered,
    event: 'start',
    at: talkMs > 0 ? answeredAt : startedAt,
  };
  // What the start told need not be said again: then the leg has to be known.
  const rest = form === 'stop' || random.chance(0.5) ? full : {};
  const soFar = half(talkMs);
  const interim = {
    ...{ ...of, ...rest, event: 'interim', at: answeredAt + soFar },
    ...{ durationSec: soFar / 1000, costJpy: half(costMilliYen) / 1000 },
  };
  const stop = {
    ...{ ...of, ...rest, ...answered, event: 'stop', endedAt },
    ...{ durationSec: talkMs / 1000, costJpy: costMilliYen / 1000 },
  };
  const events = { start, interim, stop };
  return form.split('-').map((event) => events[event as keyof typeof events]);
}

// Of a record that comes again the first version counts, whatever the second says.
function repeatsOf(random: Random, told: readonly RecordFields[], least: number): RecordFields[] {
  const count = least + (random.chance(0.06) ? random.whole(1, 2) : 0);
  return Array.from({ length: count }, (_, at) => {
    const record = told[at % told.length]!;
    const isOther = record['event'] === 'stop' && random.chance(0.4);
    return isOther ? { ...record, costJpy: 999_999.5, durationSec: 86_000 } : record;
  });
}
