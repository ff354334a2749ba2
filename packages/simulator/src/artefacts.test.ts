import { describe, expect, test } from 'vitest';
import {
  type CallDetailRecord,
  evaluationPreset,
  type SimulatedRecord,
  simulate,
} from './index.ts';
import { hourOfWeek } from './japan-time.ts';
import { countryOfAddress } from './numbers/addresses.ts';
import { e164 } from './testing/e164.ts';
import { guess, type Sighting } from './testing/guesser.ts';
import { isInternational } from './testing/recorded-run.ts';

interface Call {
  stop: CallDetailRecord;
  label: SimulatedRecord['label'];
  starts: number;
  interims: number;
  /** How often its stop was written, and how long after newer records. */
  copies: number;
  lateSec: number;
}

/** What one looks at, and how much of the attacks it may give away. */
type Feature = [name: string, of: (call: Call, start: number) => string, most: Most];

interface Most {
  /** Area under the curve: 0.5 tells nothing. */
  auc: number;
  /** Share of attacks found where nine of ten found are attacks. */
  recall: number;
}

// What says nothing in life must say nothing here, but for chance: attacks are few hundreds.
const NOTHING: Most = { auc: 0.6, recall: 0.08 };
// What people and attackers share, but not in the same measure.
const SOMETHING: Most = { auc: 0.7, recall: 0.12 };
// What tells in life too: where and when one calls, and from where.
const MUCH: Most = { auc: 0.78, recall: 0.35 };

const features: Feature[] = [
  ['source', ({ stop }) => stop.source, NOTHING],
  ['length of the call id', ({ stop }) => String(stop.callId.length), NOTHING],
  ['head of the call id', ({ stop }) => stop.callId.slice(0, 1), NOTHING],
  ['head of the subscriber', ({ stop }) => stop.subscriber.slice(0, 2), NOTHING],
  ['milliseconds', ({ stop }) => String(Math.floor((stop.startedAt % 1000) / 100)), NOTHING],
  ['seconds', ({ stop }) => String(Math.floor((stop.startedAt / 1000) % 60)), NOTHING],
  ['trunk', ({ stop }) => stop.trunk, NOTHING],
  ['starts', ({ starts }) => String(starts), SOMETHING],
  ['interims', ({ interims }) => String(interims > 0), SOMETHING],
  ['correlation', ({ stop }) => String(stop.correlationId !== undefined), NOTHING],
  ['cost', ({ stop }) => String(stop.costJpy !== undefined), SOMETHING],
  ['place in the file', ({ lateSec }) => String(Math.ceil(Math.log2(1 + lateSec))), NOTHING],
  ['copies', ({ copies }) => String(copies), NOTHING],
  ['leg kind', ({ stop }) => stop.legKind ?? '', SOMETHING],
  ['user agent', ({ stop }) => stop.userAgent ?? '', SOMETHING],
  ['network', ({ stop }) => stop.sourceIp.split(/[.:]/).slice(0, 2).join('.'), SOMETHING],
  ['form dialled', ({ stop }) => /^(\+|\d*?010)/.exec(stop.called)?.[0] ?? '', SOMETHING],
  ['length dialled', ({ stop }) => String(stop.called.length), SOMETHING],
  ['service', ({ stop }) => stop.service, SOMETHING],
  ['cause', ({ stop }) => String(stop.cause), SOMETHING],
  ['fields', ({ stop }) => Object.keys(stop).join(), SOMETHING],
  ['day of the run', ({ stop }, start) => day(stop, start), SOMETHING],
  ['hour of the week', ({ stop }) => String(Math.floor(hourOfWeek(stop.startedAt) / 3)), MUCH],
  ['country of the address', ({ stop }) => countryOfAddress(stop.sourceIp) ?? '', MUCH],
  ['country called', ({ stop }) => country(stop), MUCH],
];

function day({ startedAt }: CallDetailRecord, start: number): string {
  return String(Math.floor((startedAt - start) / 86_400_000));
}

function country({ called }: CallDetailRecord): string {
  return e164(called).slice(0, 3);
}

/** Counts what stands in a run about each call, by source and call id. */
class Reader {
  readonly calls = new Map<string, Call>();
  private readonly counts = {
    start: new Map<string, number>(),
    interim: new Map<string, number>(),
  };
  private newest = 0;

  add(item: SimulatedRecord): void {
    const { record, label } = item;
    const key = `${record.source} ${record.callId}`;
    const lateSec = Math.max(0, Math.ceil((this.newest - record.at) / 1000));
    this.newest = Math.max(this.newest, record.at);
    if (record.event !== 'stop') {
      const counts = this.counts[record.event];
      counts.set(key, (counts.get(key) ?? 0) + 1);
    } else if (isInternational(item)) {
      const known = this.calls.get(key);
      if (known) known.copies += 1;
      else this.calls.set(key, { stop: record, label, lateSec, copies: 1, starts: 0, interims: 0 });
    }
  }

  finish(): Call[] {
    const { start, interim } = this.counts;
    for (const [key, call] of this.calls) {
      call.starts = start.get(key) ?? 0;
      call.interims = interim.get(key) ?? 0;
    }
    return [...this.calls.values()];
  }
}

function internationalCalls(seed: number): { calls: Call[]; start: number } {
  const options = evaluationPreset(seed, { subscribers: 1_500, days: 9 });
  const reader = new Reader();
  for (const item of simulate(options)) reader.add(item);
  return { calls: reader.finish(), start: options.start };
}

describe('among the international calls', () => {
  const seen = [21, 22].map(internationalCalls);

  const sightings = (...fields: Feature[1][]): Sighting[][] =>
    seen.map(({ calls, start }) =>
      calls.map((call) => ({
        values: fields.map((of) => of(call, start)),
        attack: call.label?.attack ?? null,
        subscriber: call.stop.subscriber,
      })),
    );

  const guesses = (...fields: Feature[1][]) => {
    const [first, second] = sightings(...fields);
    return [guess(first!, second!), guess(second!, first!)];
  };

  test.each(features)('%s alone does not give attacks away', (_, of, most) => {
    for (const { auc, recall } of guesses(of)) {
      expect(auc).toBeLessThan(most.auc);
      expect(recall).toBeLessThan(most.recall);
    }
  });

  test('all that should tell nothing tells nothing together', () => {
    const silent = features.filter(([, , most]) => most === NOTHING).map(([, of]) => of);
    for (const { auc, recall } of guesses(...silent)) {
      expect(auc).toBeLessThan(NOTHING.auc);
      expect(recall).toBeLessThan(NOTHING.recall);
    }
  });

  test('some attacks go where others call lawfully', () => {
    const range = ({ stop }: Call) => e164(stop.called).slice(0, -4);
    for (const { calls } of seen) {
      const lawful = new Set(calls.filter(({ label }) => label === null).map(range));
      const attacks = calls.filter(({ label }) => label !== null);
      const shared = attacks.filter((call) => lawful.has(range(call))).length / attacks.length;
      expect(shared).toBeGreaterThan(0.05);
      expect(shared).toBeLessThan(0.6);
    }
  });

  test('a sign that attacks bear now and then would be found', () => {
    const planted: Feature[1] = ({ label, stop }) =>
      label !== null && stop.startedAt % 5 === 0 ? 'planted' : '';
    for (const { recall } of guesses(planted)) expect(recall).toBeGreaterThan(0.12);
  });
});
