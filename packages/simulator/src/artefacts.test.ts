import { describe, expect, test } from 'vitest';
import { type CallDetailRecord, demoPreset } from './index.ts';
import { isInternational, stops } from './testing/recorded-run.ts';

type Feature = [name: string, of: (record: CallDetailRecord) => string];

const features: Feature[] = [
  ['source', (record) => record.source],
  ['length of the call id', (record) => String(record.callId.length)],
  ['head of the call id', (record) => record.callId.slice(0, 1)],
  ['head of the subscriber', (record) => record.subscriber.slice(0, 2)],
  ['user agent', (record) => record.userAgent ?? ''],
  ['network', (record) => record.sourceIp.split('.').slice(0, 2).join('.')],
  ['form dialled', (record) => /^(\+|\d*?010)/.exec(record.called)?.[0] ?? ''],
  ['length dialled', (record) => String(record.called.length)],
  ['service', (record) => record.service],
  ['trunk', (record) => record.trunk],
  ['cause', (record) => String(record.cause)],
  ['milliseconds of the start', (record) => String(Math.floor((record.startedAt % 1000) / 250))],
  ['seconds of the start', (record) => String(Math.floor((record.startedAt / 1000) % 60))],
  ['fields', (record) => Object.keys(record).join()],
];

/** The worst value of a feature: best recall of attacks where purity is above 90 %. */
function recallWherePure(legs: ReturnType<typeof stops>, of: Feature[1]): number {
  const counts = new Map<string, { attack: number; all: number }>();
  for (const { record, label } of legs) {
    const value = of(record);
    const count = counts.get(value) ?? { attack: 0, all: 0 };
    counts.set(value, { attack: count.attack + (label ? 1 : 0), all: count.all + 1 });
  }
  const attacks = legs.filter(({ label }) => label !== null).length;
  const pure = [...counts.values()].filter(({ attack, all }) => attack / all > 0.9);
  return pure.reduce((sum, { attack }) => sum + attack, 0) / attacks;
}

describe.each([1, 2, 3])('among the international legs of seed %d', (seed) => {
  const legs = stops(demoPreset(seed)).filter(isInternational);

  test.each(features)('%s does not give attacks away', (_, of) => {
    expect(recallWherePure(legs, of)).toBeLessThan(0.5);
  });
});
