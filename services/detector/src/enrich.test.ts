import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Cdr } from '@sekisho/cdr';
import { HORIZON_MS } from '@sekisho/cdr';
import { buildCdr } from '@sekisho/cdr/testing';
import { createDirectory, parseDirectory } from '@sekisho/ledger';
import {
  createNumbering,
  parseCountries,
  parseDialPlan,
  parseRateDeck,
  parseRiskList,
} from '@sekisho/numbering';
import { describe, expect, it } from 'vitest';
import { createCounters } from './counters.ts';
import { createEnrich } from './enrich.ts';
import { Identities } from './identify.ts';
import { numberKey } from './number-key.ts';
import type { EnrichedRecord, Outcome } from './outcome.ts';
import { createParties } from './parties.ts';
import { SubscriberIndex } from './subscriber-index.ts';

const { resolve } = createRequire(import.meta.url);
const read = (file: string) => readFileSync(resolve(`@sekisho/numbering/data/${file}`), 'utf8');

const numbering = createNumbering({
  dialPlan: parseDialPlan(read('dial-plans/jp.yaml'), 'jp.yaml'),
  countries: parseCountries(read('countries.csv'), 'countries.csv'),
  rates: parseRateDeck(read('rates/example.csv'), 'example.csv'),
  riskLists: [parseRiskList(read('risk-lists/high-risk-2015.csv'), 'high-risk-2015.csv')],
});

const T0 = Date.UTC(2026, 7, 10);
const MINUTE = 60_000;

const stop = (overrides: Partial<Cdr>): Cdr =>
  buildCdr({
    event: 'stop',
    at: T0,
    endedAt: T0,
    startedAt: undefined,
    answeredAt: undefined,
    durationMs: undefined,
    subscriber: 's1',
    called: '010224601123456',
    ...overrides,
  });
const start = (overrides: Partial<Cdr>): Cdr =>
  stop({ event: 'start', endedAt: undefined, ...overrides });

function enricher(directory = createDirectory([])) {
  const counters = createCounters();
  const key = numberKey('ab');
  const subscribers = new SubscriberIndex();
  const identities = new Identities(subscribers);
  const { enrich, foresee } = createEnrich({
    numbering,
    directory,
    subscribers,
    identities,
    numberKey: key,
    partyOf: createParties(numbering, key),
    counters,
    isComplete: () => true,
  });
  let offset = 0;
  const take = (cdr: Cdr): Outcome => {
    const outcome = enrich(cdr, { topic: 't', partition: 0, offset: offset++, ingestedAt: T0 });
    if (outcome.outcome === 'forgotten') throw new Error('every leg here is remembered');
    if (outcome.outcome === 'ok' && !outcome.row.late)
      subscribers.advance(outcome.subscriberIndex, cdr.at);
    return outcome;
  };
  const ask = (cdr: Cdr) =>
    enrich(cdr, { topic: 't', partition: 0, offset: offset++, ingestedAt: T0 });
  return { take, ask, foresee, counters };
}

function row(outcome: Outcome): EnrichedRecord['row'] {
  if (outcome.outcome !== 'ok') throw new Error(`${outcome.outcome} ${outcome.reason}`);
  return outcome.row;
}

describe('identity', () => {
  it('takes the first version of a record and drops the others', () => {
    const { take } = enricher();
    expect(row(take(stop({ durationMs: MINUTE }))).durationSecMilli).toBe(MINUTE);
    expect(take(stop({ durationMs: 2 * MINUTE }))).toEqual({
      outcome: 'drop',
      reason: 'duplicate',
    });
    expect(take(stop({ source: 'other' })).outcome).toBe('ok');
    expect(take(stop({ subscriber: 's2' })).outcome).toBe('ok');
    expect(
      take(stop({ at: T0 + HORIZON_MS + 1, endedAt: T0 + HORIZON_MS + 1, callId: 'x' })).outcome,
    ).toBe('ok');
  });

  it('tells interims apart by their time', () => {
    const { take } = enricher();
    const interim = (at: number) => stop({ event: 'interim', endedAt: undefined, at });
    expect([T0, T0 + 1, T0].map((at) => take(interim(at)).outcome)).toEqual(['ok', 'ok', 'drop']);
  });

  it('counts what is older than the horizon as late, each time', () => {
    const { take } = enricher();
    take(stop({ callId: 'new' }));
    const old = { at: T0 - HORIZON_MS - 1, endedAt: T0 - HORIZON_MS - 1, callId: 'old' };
    expect([take(stop(old)), take(stop(old))].map((outcome) => row(outcome).late)).toEqual([
      true,
      true,
    ]);
    const edge = { at: T0 - HORIZON_MS, endedAt: T0 - HORIZON_MS, callId: 'edge' };
    expect(row(take(stop(edge))).late).toBe(false);
  });
});

describe('a known leg', () => {
  it('lends a stop what its start told', () => {
    const { take } = enricher();
    take(
      start({
        at: T0,
        startedAt: T0,
        answeredAt: T0 + 5000,
        sourceIp: '192.0.2.1',
        direction: 'inbound',
      }),
    );
    const ended = T0 + 65_000;
    expect(
      row(
        take(
          stop({
            at: ended,
            endedAt: ended,
            called: undefined,
            direction: undefined,
            sourceIp: undefined,
          }),
        ),
      ),
    ).toMatchObject({
      startedAt: T0,
      answeredAt: T0 + 5000,
      durationSecMilli: MINUTE,
      calledMasked: '+22460*******',
      sourceIp: '192.0.2.1',
      direction: 'inbound',
    });
  });

  it('keeps the start of its first record', () => {
    const { take } = enricher();
    expect(row(take(stop({ startedAt: T0 - MINUTE }))).startedAt).toBe(T0 - MINUTE);
    expect(row(take(start({ at: T0 - 70_000, startedAt: T0 - 70_000 }))).startedAt).toBe(
      T0 - MINUTE,
    );
  });

  it('lends its called number to an interim that its stop overtook', () => {
    const { take } = enricher();
    take(stop({}));
    expect(
      take(stop({ event: 'interim', endedAt: undefined, called: undefined, at: T0 - 1000 }))
        .outcome,
    ).toBe('ok');
  });

  it('is needed where a record has no called number', () => {
    const { take } = enricher();
    expect(take(stop({ called: undefined }))).toEqual({
      outcome: 'reject',
      reason: 'missing-field',
      field: 'called',
    });
  });
});

describe('the call of a leg', () => {
  const callOf = (outcome: Outcome) => {
    if (outcome.outcome !== 'ok') throw new Error(outcome.outcome);
    return outcome.call;
  };
  const leg = { correlationId: 'c7' };

  it('is the same for legs of one id to one number, however dialled', () => {
    const { take } = enricher();
    const first = callOf(take(stop({ ...leg, source: 'sbc' })));
    const second = callOf(take(stop({ ...leg, source: 'pbx', called: '0033010224601123456' })));
    expect(first.correlated).toBe(true);
    expect(second).toEqual(first);
  });

  it.each([
    ['to another number', { ...leg, callId: 'x', called: '010224601123457' }],
    ['of another id', { callId: 'x', correlationId: 'c8' }],
    ['without an id', { callId: 'x', correlationId: undefined }],
  ])('is another %s', (_, other) => {
    const { take } = enricher();
    const first = callOf(take(stop({ ...leg, callId: 'a' })));
    expect(callOf(take(stop(other))).callKey).not.toBe(first.callKey);
  });

  it.each([
    ['that a later record lacks', 'c7', undefined],
    ['that a later record has first', undefined, 'c7'],
  ])('stays what the first record told, with an id %s', (_, first, later) => {
    const { take } = enricher();
    const before = callOf(take(start({ correlationId: first, at: T0 - MINUTE })));
    expect(callOf(take(stop({ correlationId: later })))).toEqual(before);
  });

  it('is asked of the store where memory has forgotten the id', () => {
    const { take, ask, foresee } = enricher();
    take(stop(leg));
    for (let i = 0; i < 300; i++) take(stop({ callId: `other-${i}` }));
    const late = start({ at: T0 - MINUTE });
    expect(ask(late)).toMatchObject({ outcome: 'forgotten', callId: late.callId });
    expect(foresee(late)).toEqual(ask(late));
    expect(foresee(stop({ callId: 'other-299', called: undefined, event: 'interim' }))).toBe(
      undefined,
    );
    expect(ask(start({ ...leg, at: T0 - MINUTE }))).toMatchObject({ call: { correlated: true } });
  });

  it('is not taken from where a source ends and a call id begins', () => {
    const { take } = enricher();
    take(start({ source: 'a b', callId: 'c', at: T0 - MINUTE }));
    take(start({ source: 'a', callId: 'b c', at: T0 - MINUTE, called: '01018765551234' }));
    const ends = take(stop({ source: 'a b', callId: 'c', called: undefined }));
    expect(row(ends).iso2).toBe('GN');
  });
});

describe('a call id used again', () => {
  it('is a duplicate within the horizon and another leg beyond it', () => {
    const { take } = enricher();
    const again = (after: number) => stop({ at: T0 + after, endedAt: T0 + after });
    take(again(0));
    expect(take(again(HORIZON_MS)).outcome).toBe('drop');
    expect(row(take(again(HORIZON_MS + 1))).startedAt).toBe(T0 + HORIZON_MS + 1);
  });
});

describe('prices', () => {
  it.each([
    ['the deck, by started units', { durationMs: 60_001 }, 340_000, 'deck'],
    ['nothing for no talk', { durationMs: 0 }, 0, 'deck'],
    ['the switch before the deck', { durationMs: MINUTE, costMilliYen: 5000 }, 5000, 'switch'],
    ['nothing inbound', { durationMs: MINUTE, direction: 'inbound' as const }, 0, 'none'],
    ['nothing at home', { durationMs: MINUTE, called: '0312345678' }, 0, 'none'],
  ])('come from %s', (_, overrides, costJpyMilli, costSource) => {
    expect(row(enricher().take(stop(overrides)))).toMatchObject({ costJpyMilli, costSource });
  });
});

describe('the directory', () => {
  const csv = [
    'subscriber,lines,kind,service,critical,valid_from,valid_to',
    'old,0312345678,home,phone,0,,2026-08-01',
    'new,0312345678;trunk-7,hospital,callpro,1,2026-08-01,',
  ].join('\n');
  const directory = parseDirectory(csv, 'd.csv', (line) => numbering.understand(line).e164);

  it.each([
    ['0312345678', T0, 'new'],
    ['+81312345678', T0, 'new'],
    ['trunk-7', T0, 'new'],
    ['0312345678', Date.UTC(2026, 6, 1), 'old'],
    ['0399999999', T0, 'line:0399999999'],
  ])('resolves line %s by time', (line, at, subscriber) => {
    const record = enricher(directory).take(
      stop({ subscriber: undefined, line, at, endedAt: at, service: undefined }),
    );
    expect(row(record).subscriber).toBe(subscriber);
  });

  it('tells kind, service and what is critical, and counts lines it does not know', () => {
    const { take, counters } = enricher(directory);
    const known = take(stop({ subscriber: undefined, line: 'trunk-7', service: undefined }));
    expect(known).toMatchObject({
      traits: { kind: 'hospital', service: 'callpro', critical: true },
    });
    expect(row(take(stop({ subscriber: undefined, line: '1', service: undefined }))).service).toBe(
      'default',
    );
    expect(counters.unknownLines).toBe(1);
  });
});

describe('full numbers', () => {
  it('are kept of international and unknown ones alone', () => {
    const { take } = enricher();
    const abroad = row(take(stop({ calling: '0312345678' })));
    expect(abroad).toMatchObject({
      calledNumber: '+224601123456',
      callingNumber: undefined,
      callingMasked: '+8131*******',
    });
    expect(abroad.calledRef).toMatch(/^[0-9a-f]{16}$/);
    const home = row(take(stop({ called: '0312345678', callId: 'home' })));
    expect(home).toMatchObject({
      calledNumber: undefined,
      calledRef: undefined,
      calledMasked: '+8131*******',
    });
  });
});
