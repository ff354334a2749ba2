import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Engine, migrate, openEmbeddedEngine } from '@sekisho/clickhouse';
import { caseIdOf, noticesOf, openWaves, readCase } from '@sekisho/ledger';
import { embeddedDatabase } from '@sekisho/ledger/testing/embedded';
import { buildDecision } from '@sekisho/restrictions/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeDecision } from '../testing/test-store.ts';
import { createGatherCases } from './gather-cases.ts';

const database = embeddedDatabase();
const folder = mkdtempSync(join(tmpdir(), 'sekisho-cases-'));
const start = Date.UTC(2026, 3, 1, 9);
const clock = { now: start };
let engine: Engine;

beforeAll(async () => {
  engine = await openEmbeddedEngine({ path: folder });
  await migrate(engine);
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

const contact = { customer: 'K1', name: '', email: '', language: 'ja' } as const;
const gatherer = () =>
  createGatherCases({
    ledger: database.ledger,
    topic: 'cdr',
    contactOf: () => Promise.resolve(contact),
    now: () => clock.now,
  });
const store = (changes: Parameters<typeof buildDecision>[1]) => {
  const decision = buildDecision(start, { evidenceAt: clock.now, ...changes });
  return storeDecision(engine, 'cdr', decision, clock.now).then(() => decision);
};

describe('cases', () => {
  it('come of what detectors store, and grow with it', async () => {
    const gather = gatherer();
    const { alertId, restrictionId, subscriber } = await store({});
    await gather(engine);
    const caseId = caseIdOf(alertId);
    expect(await readCase(database.ledger, caseId)).toMatchObject({
      subscriber,
      customer: 'K1',
      openedAt: start,
      step: 1,
      facts: {
        firstAt: start,
        lastAt: start,
        closedAt: null,
        severity: 'critical',
        calls: 1,
        costMilliYen: 40_000,
        countries: ['SH'],
        findings: [
          { rule: 'velocity', observed: 12, threshold: 10, window: 3600 },
          { rule: 'cost', observed: 12, threshold: 10, window: 3600 },
        ],
        evidence: [],
      },
    });
    clock.now += 60_000;
    await store({ alertId, restrictionId, subscriber, step: 2, score: 95 });
    await gather(engine);
    expect(await readCase(database.ledger, caseId)).toMatchObject({
      step: 2,
      facts: { score: 95, lastAt: clock.now },
    });
    // What becomes of the decision is told, not that there was one.
    expect(await noticesOf(database.ledger, caseId)).toEqual([]);
  });

  it('of warnings are told once, by whomever', async () => {
    const { alertId } = await store({ restrictionId: '', severity: 'warning' });
    await gatherer()(engine);
    await gatherer()(engine);
    expect(await noticesOf(database.ledger, caseIdOf(alertId))).toMatchObject([
      { kind: 'opened', state: 'queued', detail: { severity: 'warning' } },
    ]);
  });

  it('of three subscribers into one country are a wave', async () => {
    for (let i = 0; i < 3; i++) await store({ service: 'wavy' });
    await gatherer()(engine);
    const waves = (await openWaves(database.ledger, clock.now)).filter((w) => w.service === 'wavy');
    expect(waves).toMatchObject([{ country: 'SH', told: 3 }]);
  });
});
