import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildRecord, ndjson, type RecordFields, T0 } from '../support/record.ts';
import { OUTPUT_FILES, type Replayed, replay, withoutTimings } from '../support/replay.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { finished, sekisho, startSekisho } from '../support/sekisho.ts';
import { ask, type Row } from '../support/store.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Several replays and queries on a machine that is busy. */
const PATIENCE_MS = 120_000;

const scratch = scratchFolder();

const RULES = `name: small
quietAfter: 2h
rules:
  - {id: v, rule: calls, window: 1h, warning: 2, critical: 4}
  - {id: up, rule: cost, window: 1h, warning: 5000}
`;

const DOMESTIC_CALLED = '0355501234';
const DOMESTIC_CALLING = '0666601234';
const DIVERTED_FROM = '0777701234';
const FOREIGN_CALLED = '224601123456';
const FOREIGN_CALLING = '442071234567';

/** A little of everything: alerts, restrictions, a call that is up, late, twice, refused. */
function story(): RecordFields[] {
  const burst = Array.from({ length: 6 }, (_, i) => call(`burst${i}`, T0 + i * MINUTE));
  return [
    { ...call('early', T0 - 9 * DAY), subscriber: 's2' },
    ...burst,
    call('burst0', T0, { durationSec: 1 }),
    { ...call('asked', T0 + 2 * MINUTE), subscriber: 's2' },
    { ...call('asked-2', T0 + 3 * MINUTE), subscriber: 's2' },
    { ...call('late', T0 - 9 * DAY), subscriber: 's2' },
    { ...call('up', T0), subscriber: 's3', event: 'start', endedAt: undefined },
    call('home', T0, { called: DOMESTIC_CALLED, divertedFrom: DIVERTED_FROM }),
    call('in', T0, { direction: 'inbound', called: '0312345678', calling: DOMESTIC_CALLING }),
    call('in-abroad', T0, { direction: 'inbound', calling: `+${FOREIGN_CALLING}` }),
    call('broken', T0, { costJpy: -1 }),
    ...Array.from({ length: 3 }, (_, i) => call(`next-day${i}`, T0 + DAY + i * MINUTE)),
  ];
}

function call(callId: string, at: number, more: RecordFields = {}): RecordFields {
  const times = { startedAt: at, answeredAt: at, endedAt: at + MINUTE };
  return buildRecord({
    callId,
    line: '0312345678',
    called: `010${FOREIGN_CALLED}`,
    ...times,
    ...more,
  });
}

function outputOf(out: string): string[] {
  return OUTPUT_FILES.map((name) => readFileSync(join(out, name), 'utf8'));
}

/** The four files, without what differs from run to run. */
function comparable(out: string): unknown {
  const [alerts, restrictions, rejected, summary = ''] = outputOf(out);
  return { alerts, restrictions, rejected, summary: withoutTimings(JSON.parse(summary)) };
}

const KEYS = {
  call: 'subscriber, source, call_id',
  alert: 'alert_id',
  restriction: 'restriction_id',
};

async function viewsOf(data: string): Promise<Record<string, Row[]>> {
  const views: Record<string, Row[]> = {};
  for (const [view, key] of Object.entries(KEYS)) {
    views[view] = await ask(data, `select * from ${view} order by ${key}`);
  }
  return views;
}

interface Column {
  table: string;
  name: string;
  type: string;
}

/** All rows of the views, or of all that lies below them, as text and in a fixed order. */
async function contentsOf(data: string, of: 'views' | 'all that is no view'): Promise<string> {
  const names = of === 'views' ? Object.keys(KEYS) : await tablesOf(data);
  const selects = names.map(
    (name) => `select '${name.replaceAll('`', '')}' as of, toString(tuple(*)) as row from ${name}`,
  );
  const rows = await ask(
    data,
    `select of, row from (${selects.join(' union all ')}) order by of, row`,
  );
  return rows.map(({ of: from, row }) => `${from} ${row}`).join('\n');
}

async function tablesOf(data: string): Promise<string[]> {
  const engines = "database = currentDatabase() and engine != 'View'";
  const rows = await ask(data, `select name from system.tables where ${engines}`);
  return rows.map(({ name }) => `\`${name}\``);
}

describe('the views', () => {
  const data = scratch.fresh('views');
  let views: Record<string, Row[]>;
  let replayed: Replayed;
  let everything: string;
  let types: Column[];

  beforeAll(async () => {
    const file = scratch.write('story.ndjson', ndjson(story()));
    const rules = scratch.write('rules.yaml', RULES);
    replayed = await replay([file], scratch.fresh('out'), ['--data', data, '--rules', rules]);
    views = await viewsOf(data);
    everything = await contentsOf(data, 'all that is no view');
    types = (await ask(
      data,
      'select table, name, type from system.columns where database = currentDatabase()',
    )) as unknown as Column[];
  }, PATIENCE_MS);

  const TIME = "DateTime64(3, 'UTC')";
  const MAYBE_TIME = `Nullable(${TIME})`;
  const columns = {
    call: {
      call_id: 'String',
      source: 'String',
      subscriber: 'String',
      line: 'String',
      service: 'String',
      direction: /./,
      kind: /./,
      iso2: 'String',
      country: 'String',
      prefix: 'String',
      risk: 'Array(String)',
      started_at: TIME,
      answered_at: MAYBE_TIME,
      ended_at: MAYBE_TIME,
      duration_sec: 'Decimal(18, 3)',
      cost_jpy: 'Decimal(18, 3)',
      cost_source: /./,
      source_ip: 'String',
      user_agent: 'String',
      trunk: 'String',
      called_masked: 'String',
    },
    alert: {
      alert_id: 'String',
      subscriber: 'String',
      service: 'String',
      opened_at: TIME,
      closed_at: MAYBE_TIME,
      severity: /./,
      score: /./,
      rules: /./,
      calls: /^UInt/,
      cost_jpy: 'Decimal(18, 3)',
      countries: 'Array(String)',
      verdict: /./,
    },
    restriction: {
      restriction_id: 'String',
      alert_id: 'String',
      subscriber: 'String',
      service: 'String',
      kind: /./,
      scope: /./,
      state: /./,
      at: TIME,
      until: TIME,
      decided_by: /./,
      reason: /./,
    },
  };

  it.each(Object.entries(columns))('%s has the columns of the contract', (view, wanted) => {
    const own = types.filter(({ table }) => table === view);
    const found = Object.fromEntries(own.map(({ name, type }) => [name, type]));
    for (const [column, type] of Object.entries(wanted)) {
      if (typeof type === 'string') expect([column, found[column]]).toEqual([column, type]);
      else expect([column, found[column]]).toEqual([column, expect.stringMatching(type)]);
    }
  });

  it('give one row per thing', () => {
    expect(views['call']).toHaveLength(new Set(story().map(({ callId }) => callId)).size - 1);
    expect(views['alert']).toHaveLength(replayed.alerts.length);
    expect(views['restriction']).toHaveLength(replayed.restrictions.length);
    expect(replayed.summary).toMatchObject({
      records: 19,
      accepted: 17,
      duplicates: 1,
      late: 1,
      rejected: 1,
      alerts: 4,
      restrictions: 1,
    });
  });

  it('say of alerts and restrictions what the files say', () => {
    const ofFile = replayed.alerts.map(
      ({ alertId, severity, calls, costJpy, countries, score }) => ({
        alert_id: alertId,
        severity,
        calls,
        cost_jpy: costJpy,
        countries,
        score,
      }),
    );
    const byId = (a: { alert_id: string }, b: { alert_id: string }) =>
      a.alert_id < b.alert_id ? -1 : 1;
    expect(views['alert']).toMatchObject(ofFile.sort(byId));
    const instant = (text: string) => text.replace('T', ' ').replace('Z', '');
    expect(views['restriction']).toMatchObject(
      replayed.restrictions.map(({ restrictionId, alertId, subscriber, service, at, until }) => ({
        restriction_id: restrictionId,
        alert_id: alertId,
        subscriber,
        service,
        kind: 'fraud',
        scope: 'international',
        state: 'shadow',
        decided_by: 'auto',
        at: instant(at),
        until: instant(until),
      })),
    );
  });

  it('hold no number in full', () => {
    const shown = JSON.stringify(views);
    for (const number of [DOMESTIC_CALLED, DOMESTIC_CALLING, DIVERTED_FROM]) {
      expect(shown).not.toContain(number.slice(1));
    }
    expect(shown).not.toContain(FOREIGN_CALLED);
    expect(shown).not.toContain(FOREIGN_CALLING);
  });

  it('lie over tables without the far end of a domestic leg', () => {
    // The search finds what is kept: the foreign number stands in its restricted column.
    expect(everything).toContain(FOREIGN_CALLED);
    for (const number of [DOMESTIC_CALLED, DOMESTIC_CALLING, DIVERTED_FROM]) {
      expect(everything).not.toContain(number.slice(1));
    }
  });

  it('lie beside a key that its owner alone can read', () => {
    const key = readdirSync(data).find((name) => name.endsWith('.key')) ?? '';
    expect(statSync(join(data, key)).mode & 0o777).toBe(0o600);
  });

  it('mask what they show', () => {
    const masked = views['call']?.map((row) => String(row['called_masked'])) ?? [];
    expect(masked.filter((text) => text.includes('*')).length).toBeGreaterThan(10);
  });
});

describe('what arrives twice', () => {
  let file: string;
  let flags: string[];

  beforeAll(() => {
    file = scratch.write('twice.ndjson', ndjson(story()));
    flags = ['--rules', scratch.write('twice.yaml', RULES)];
  });

  it(
    'gives the same four files and unchanged views',
    async () => {
      const data = scratch.fresh('again');
      const [first, second] = [scratch.fresh('out'), scratch.fresh('out')];
      await replay([file], first, [...flags, '--data', data]);
      const before = await contentsOf(data, 'views');
      await replay([file], second, [...flags, '--data', data]);
      expect(comparable(second)).toEqual(comparable(first));
      expect(await contentsOf(data, 'views')).toBe(before);
      expect(before.split('\n')).toHaveLength(22);
    },
    PATIENCE_MS,
  );

  it(
    'counts as duplicates in one run',
    async () => {
      const data = scratch.fresh('doubled');
      const once = await replay([file], scratch.fresh('out'), flags);
      const twice = await replay([file, file], scratch.fresh('out'), [...flags, '--data', data]);
      expect(twice.summary).toMatchObject({
        records: 38,
        // The early record is beyond the horizon by the time it is repeated: late, not a duplicate.
        accepted: 19,
        duplicates: 17,
        late: 3,
        rejected: 2,
        alerts: once.summary.alerts,
        restrictions: 1,
      });
      expect(twice.alerts).toEqual(once.alerts);
      expect(twice.restrictions).toEqual(once.restrictions);
      const [row] = await ask(data, 'select count() as legs from call');
      expect(row).toEqual({ legs: new Set(story().map(({ callId }) => callId)).size - 1 });
    },
    PATIENCE_MS,
  );
});

describe('a later run into the same store', () => {
  const data = scratch.fresh('later');
  let rows: Row[];

  const of = (subscriber: string, more: RecordFields) => buildRecord({ subscriber, ...more });
  const start = { event: 'start', endedAt: undefined };
  const first = [
    of('version', { durationSec: 10 }),
    of('moved', { durationSec: 10 }),
    of('split', { ...start, startedAt: T0 - 5000 }),
    of('grown', { ...start, startedAt: T0 - 5000 }),
  ];
  const second = [
    of('version', { durationSec: 500, called: '010442071234567' }),
    of('moved', { durationSec: 500, startedAt: T0 + MINUTE, answeredAt: null }),
    of('split', { startedAt: undefined }),
    of('grown', { startedAt: T0 - 9000 }),
  ];

  beforeAll(async () => {
    for (const [i, records] of [first, second].entries()) {
      const file = scratch.write(`run-${i}.ndjson`, ndjson(records));
      await replay([file], scratch.fresh('out'), ['--data', data]);
    }
    rows = await ask(data, 'select * from call');
  }, PATIENCE_MS);

  const startOfLeg = '2025-03-03 02:59:55.000';

  it.each([
    {
      subscriber: 'version',
      what: 'keeps the version it has',
      row: { duration_sec: 10, iso2: 'GN' },
    },
    {
      subscriber: 'moved',
      what: 'keeps it where the start was changed',
      row: { duration_sec: 10, started_at: '2025-03-03 03:00:00.000' },
    },
    {
      subscriber: 'split',
      what: 'joins a stop to the start it has',
      row: { duration_sec: 60, started_at: startOfLeg },
    },
    {
      subscriber: 'grown',
      what: 'joins a stop that names another start',
      row: { duration_sec: 60, started_at: startOfLeg },
    },
  ])('$what: one row', ({ subscriber, row }) => {
    expect(rows.filter((each) => each['subscriber'] === subscriber)).toMatchObject([row]);
  });
});

describe('a store in use', () => {
  const data = scratch.fresh('held');
  const out = scratch.fresh('out');
  const holding = scratch.fresh('out');
  let holder: ChildProcess;
  let refused: Awaited<ReturnType<typeof sekisho>>;
  let held: Awaited<ReturnType<typeof sekisho>>;
  let file: string;

  beforeAll(async () => {
    file = scratch.write('held.ndjson', ndjson([buildRecord()]));
    await replay([file], scratch.fresh('out'), ['--data', data]);
    holder = startSekisho(['replay', '-', '--data', data, '--out', holding]);
    const ending = finished(holder);
    await untilHeld();
    refused = await sekisho(['replay', file, '--data', data, '--out', out]);
    holder.stdin?.end(ndjson([buildRecord({ callId: 'c2' })]));
    held = await ending;
  }, PATIENCE_MS);

  afterAll(() => {
    if (holder.exitCode === null) holder.kill();
  });

  // The folder of --out is made once the store is open.
  async function untilHeld(): Promise<void> {
    for (let tries = 0; tries < 300; tries++) {
      if (existsSync(holding)) return;
      await wait(100);
    }
    throw new Error('the store was never held');
  }

  it('is refused to a second replay', () => {
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(/^sekisho: [^\n]+\n$/);
    expect(refused.stderr).toContain(data);
  });

  it('stays with its holder, undisturbed', async () => {
    expect(held).toMatchObject({ code: 0, stderr: '' });
    expect(await ask(data, 'select call_id from call order by call_id')).toEqual([
      { call_id: 'c1' },
      { call_id: 'c2' },
    ]);
  });
});
