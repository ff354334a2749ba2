import { finishManualStep, openManualSteps, requestRelease } from '@sekisho/ledger';
import { expect, it, vi } from 'vitest';
import { LabEnforcer } from './lab-enforcer.ts';

it('a person bars and releases by hand, and says so each time', async () => {
  const desk = {
    kind: 'manual' as const,
    instructions: '{action} {identities} until {until}',
    ...{ lines: ['as-written' as const], countryCode: '81' },
  };
  await using enforcer = await LabEnforcer.start({
    targets: { targets: { desk }, services: { '*': ['desk'] } },
    lines: { 'sub-1': ['0312340001'] },
  });
  const id = await enforcer.decide('sub-1');
  const done = () =>
    finishManualStep(enforcer.ledger, { restrictionId: id, by: 'tanaka', now: Date.now() });
  const waits = (state: string, problem: RegExp) =>
    vi.waitFor(
      async () => {
        const restriction = await enforcer.read(id);
        expect(restriction.state).toBe(state);
        expect(restriction.problem).toMatch(problem);
      },
      { timeout: 10_000 },
    );
  const becomes = (state: string) =>
    vi.waitFor(async () => expect((await enforcer.read(id)).state).toBe(state), {
      timeout: 15_000,
    });
  await waits('applying', /waits for a person to apply: apply sub-1, 0312340001 until 20/);
  await done();
  await becomes('applied');
  await expect(done()).rejects.toMatchObject({ code: 'conflict' });
  const request = { restrictionId: id, by: 'tanaka', reason: 'asked', now: Date.now() };
  await requestRelease(enforcer.ledger, request);
  await waits('releasing', /waits for a person to release/);
  expect(await openManualSteps(enforcer.ledger)).toMatchObject([{ action: 'release' }]);
  await done();
  await becomes('released');
  expect(await openManualSteps(enforcer.ledger)).toEqual([]);
});
