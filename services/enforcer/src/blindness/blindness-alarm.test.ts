import { acknowledge, type Blindness, noticesOf } from '@sekisho/ledger';
import { embeddedDatabase } from '@sekisho/ledger/testing/embedded';
import { createLog } from '@sekisho/runtime';
import { beforeEach, describe, expect, it } from 'vitest';
import { createBlindnessAlarm } from './blindness-alarm.ts';

const database = embeddedDatabase();
const MINUTE = 60_000;
const START = Date.UTC(2026, 3, 1);
const SILENT: Blindness = { reason: 'silent', source: 'sbc', told: 'no record for 31 min' };
const LATE: Blindness = { reason: 'late', source: 'sbc', told: 'records are late' };
let now = START;
let found: Blindness[] = [];

beforeEach(async () => {
  await database.ledger.run('delete from blind_alarm');
  await database.ledger.run('delete from notice');
  now = START;
  found = [];
});

/** As a process that starts now. */
function started({ hasLooked = true } = {}) {
  return createBlindnessAlarm({
    ledger: database.ledger,
    watch: { findings: () => found, hasLooked },
    readBackAt: () => new Map(),
    log: createLog('enforcer', 'silent'),
    now: () => now,
  });
}

const told = () =>
  database.ledger.run(
    `select detail ->> 'reason' as reason, detail ->> 'state' as state from notice
      where kind = 'blind' and audience = 'noc' order by notice_id`,
  );

describe('the NOC', () => {
  it('is told once that something is wrong, and once that it is over', async () => {
    const alarm = started();
    found = [SILENT];
    await alarm();
    now += 6 * MINUTE;
    await alarm();
    expect(await told()).toEqual([{ reason: 'silent', state: 'begun' }]);
    found = [];
    now += 9 * MINUTE;
    await alarm();
    expect(await told()).toHaveLength(1);
    now += MINUTE;
    await alarm();
    await alarm();
    expect(await told()).toEqual([
      { reason: 'silent', state: 'begun' },
      { reason: 'silent', state: 'ended' },
    ]);
    found = [SILENT];
    await alarm();
    expect(await told()).toHaveLength(3);
  });

  it('is told once of what comes and goes within minutes', async () => {
    const alarm = started();
    for (const now_ of [[SILENT], [], [SILENT], [], [SILENT]]) {
      found = now_;
      now += 6 * MINUTE;
      await alarm();
    }
    expect(await told()).toHaveLength(1);
  });

  it('is told of each thing by itself, by any number of enforcers at once', async () => {
    found = [SILENT, LATE];
    await Promise.all(Array.from({ length: 5 }, () => started()()));
    expect(await told()).toHaveLength(2);
  });

  it('is not told again by an enforcer that has started anew, nor that it is over', async () => {
    found = [SILENT];
    await started()();
    now += 60 * MINUTE;
    found = [];
    const again = started();
    await again();
    now += 4 * MINUTE;
    found = [SILENT];
    await again();
    expect(await told()).toEqual([{ reason: 'silent', state: 'begun' }]);
  });

  it.each([
    ['has not looked', { hasLooked: false }, []],
    ['does not see the store', {}, [{ reason: 'store', source: '', told: 'not seen' }]],
    ['sees nothing at all', {}, [{ reason: 'insert', source: '', told: 'nothing' }]],
  ])('is not told that it is over by who %s', async (_, looks, sees) => {
    found = [SILENT];
    const alarm = started(looks);
    await alarm();
    found = sees;
    now += 60 * MINUTE;
    await alarm();
    expect((await told()).filter(({ state }) => state === 'ended')).toEqual([]);
  });

  it('may take it, after which no further step is told', async () => {
    found = [SILENT];
    await started()();
    const [alarm] = await database.ledger.run<{ alarmId: string }>('select * from blind_alarm');
    const subjectId = alarm!.alarmId;
    expect(subjectId).toMatch(/^b-[a-z-]{19}$/);
    expect(await acknowledge(database.ledger, { subjectId, by: 'sato', now })).toMatchObject({
      subjectId,
    });
    expect(await noticesOf(database.ledger, subjectId)).toMatchObject([{ step: 0 }]);
  });
});
