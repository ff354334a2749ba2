import { buildDecision } from '@sekisho/restrictions/testing';
import { expect, it } from 'vitest';
import { storedDecisions } from './stored-decisions.ts';
import { storeDecision, testStore } from './testing/test-store.ts';

const store = testStore();
const TOPIC = 'cdr';

it('gives a decision as its newest step has it, with what was seen of the episode', async () => {
  const now = Date.now();
  const decision = buildDecision(now);
  const grown = { ...decision, step: 2, evidenceAt: now + 1000 };
  for (const step of [grown, decision]) await storeDecision(store.engine, TOPIC, step, now);
  const seen = { countries: ['SH'], costMilliYen: 40_000, evidence: [] };
  const { restrictionId } = decision;
  expect(await storedDecisions(store.engine, TOPIC, [restrictionId])).toEqual([{ ...grown, seen }]);
});
