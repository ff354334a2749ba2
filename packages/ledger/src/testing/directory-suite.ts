import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DirectoryEntry } from '../directory.ts';
import { followDirectory } from '../directory-follow.ts';
import { allEntriesOf, NO_HISTORY } from '../directory-history.ts';
import { type ImportRequest, importDirectory } from '../directory-import.ts';
import { LiveDirectory } from '../directory-live.ts';
import { linesOfSubscriber, traitsOfSubscriber } from '../directory-now.ts';
import { planDirectory } from '../directory-plan.ts';
import {
  directoryVersion,
  pastImports,
  readDirectory,
  readDirectoryEntries,
  showLine,
  showSubscriber,
} from '../directory-read.ts';
import { MOST_UNKNOWN_LINES, UnknownLines, unknownLines } from '../directory-unknown.ts';
import { arbitrarySteps, buildEntry, buildImport, buildKeyOf, minute } from './build-directory.ts';
import type { TestDatabase } from './test-database.ts';

const iso = (index: number) => new Date(minute(index)).toISOString();
const OLD = buildEntry({ subscriber: 'OLD', lines: ['0311110001', 'sip-1'], customer: 'Wakaba' });
const NEW = buildEntry({ subscriber: 'NEW', lines: ['0311110001'] });
const TABLES = ['directory_entry', 'directory_line', 'unknown_line', 'directory_import'];

/** What must hold of the directory, whichever engine the ledger is in. */
export function describeDirectory(database: Pick<TestDatabase, 'ledger'>): void {
  const ledgerOf = () => database.ledger;
  const take = (entries: DirectoryEntry[], from: number, more: Partial<ImportRequest> = {}) =>
    importDirectory(
      ledgerOf(),
      buildImport({ entries, from: minute(from), now: minute(from), ...more }),
    );
  const clear = async () => {
    for (const table of TABLES) await ledgerOf().run(`delete from ${table}`);
  };
  const rowsOf = async () => ({
    entries: await ledgerOf().run('select * from directory_entry order by subscriber, valid_from'),
    lines: await ledgerOf().run('select * from directory_line order by line_key, valid_from'),
  });

  it('tells what an import changes, and makes it so', async () => {
    await clear();
    await take([OLD], 0);
    const report = await take([NEW, { ...OLD, lines: ['sip-1'], customer: 'Midori' }], 5);
    expect(report).toMatchObject({
      counts: { before: 1, added: 1, changed: 1, ended: 0, moved: 1, unchanged: 0 },
      added: [{ subscriber: 'NEW', validFrom: iso(5), validTo: null, lines: ['0311110001'] }],
      changed: [
        {
          subscriber: 'OLD',
          from: iso(5),
          to: null,
          columns: [
            { column: 'customer', before: 'Wakaba', after: 'Midori' },
            { column: 'lines', before: '0311110001;sip-1', after: 'sip-1' },
          ],
          changesPast: false,
        },
      ],
      moved: [{ line: '0311110001', before: 'OLD', after: 'NEW', from: iso(5), to: null }],
    });
    const { directory } = await readDirectory(ledgerOf());
    const holder = (line: string, at: number) => directory.holding(line, minute(at))?.subscriber;
    expect([holder('0311110001', 4), holder('+81311110001', 5)]).toEqual(['OLD', 'NEW']);
    expect(directory.of('OLD', minute(4))?.customer).toBe('Wakaba');
    expect(directory.of('OLD', minute(5))).toMatchObject({ customer: 'Midori', lines: ['sip-1'] });
  });

  it('ends who held a number that is resold, and keeps nothing of it for the next', async () => {
    await clear();
    await take([OLD], 0);
    await take([NEW], 5);
    await take([{ ...NEW, validTo: minute(8) }], 6);
    const shown = await showLine(ledgerOf(), '+81311110001', minute(9));
    expect(shown).toMatchObject({
      line: '0311110001',
      holder: null,
      intervals: [
        { subscriber: 'OLD', validFrom: iso(0), validTo: iso(5) },
        { subscriber: 'NEW', validFrom: iso(5), validTo: iso(8) },
      ],
    });
    expect(await showSubscriber(ledgerOf(), 'OLD', minute(9))).toMatchObject({
      entry: { lines: ['sip-1'] },
      intervals: [{ lines: ['0311110001', 'sip-1'] }, { lines: ['sip-1'] }],
    });
    expect(await linesOfSubscriber(ledgerOf(), 'OLD', minute(4))).toEqual(['0311110001', 'sip-1']);
    expect(await linesOfSubscriber(ledgerOf(), 'OLD', minute(9))).toEqual(['sip-1']);
    expect(await traitsOfSubscriber(ledgerOf(), 'OLD', minute(9))).toEqual({
      ...{ kind: OLD.kind, critical: OLD.critical },
    });
    expect(await linesOfSubscriber(ledgerOf(), 'NOBODY', minute(9))).toEqual([]);
    expect(await traitsOfSubscriber(ledgerOf(), 'NOBODY', minute(9))).toBeUndefined();
    expect(await showLine(ledgerOf(), 'sip-9', minute(9))).toBeUndefined();
    expect(await showSubscriber(ledgerOf(), 'NOBODY', minute(9))).toBeUndefined();
  });

  it('changes nothing by the same file, and by a dry run', async () => {
    await clear();
    await take([OLD], 0);
    const before = await rowsOf();
    const version = await directoryVersion(ledgerOf());
    const dry = await take([NEW], 5, { isDryRun: true });
    expect(dry).toMatchObject({ dryRun: true, version, counts: { added: 1, moved: 1 } });
    const same = await take([{ ...OLD, lines: ['sip-1', '+81311110001'] }], 7);
    expect(same).toMatchObject({ version, counts: { added: 0, changed: 0, unchanged: 1 } });
    expect(await rowsOf()).toEqual(before);
    expect(await pastImports(ledgerOf(), 10)).toMatchObject([
      { at: minute(7), by: 'tester', file: 'directory.csv', rows: 1, added: 0, version },
      { at: minute(0), added: 1, version },
    ]);
  });

  it('ends those that a whole directory lacks, and leaves them alone otherwise', async () => {
    await clear();
    await take([OLD, buildEntry({ subscriber: 'C', lines: ['sip-2'] })], 0);
    expect(await take([OLD], 3)).toMatchObject({ counts: { ended: 0 } });
    const whole = await take([OLD], 4, { isWhole: true });
    expect(whole).toMatchObject({
      counts: { ended: 1, changed: 0 },
      ended: [{ subscriber: 'C', at: iso(4), lines: ['sip-2'], changesPast: false }],
    });
    expect(whole.warnings).toMatchObject([
      { code: 'many-changes' },
      { code: 'line-lost', about: ['sip-2'] },
    ]);
  });

  it('takes nothing of a file that changes much before a person says so', async () => {
    await clear();
    await take([OLD], 0);
    const before = await rowsOf();
    const sweeping = take([NEW], 5, { isConfirmed: false });
    await expect(sweeping).rejects.toMatchObject({ code: 'many-changes', report: { rows: 1 } });
    expect(await rowsOf()).toEqual(before);
  });

  it('warns of the past, of live restrictions, and of what is left out', async () => {
    await clear();
    await take([OLD], 0);
    await ledgerOf().run(
      `insert into restriction (restriction_id, alert_id, service, subscriber, kind, scope, state,
          reason, decided_by, at, until, severity, score, rules, rules_version, step, evidence_at,
          evidence_started_at, seq)
        values ('r-1', 'a', 's', 'OLD', 'fraud', 'international', 'applied', '', 'auto', now(),
          now(), 'critical', 1, '{}', '', 1, now(), now(), 1)`,
    );
    await ledgerOf().run(
      `insert into restriction select 'r-2', alert_id, service, 'line:sip-7', kind, scope, state,
          reason, decided_by, at, until, severity, score, rules, rules_version, step, evidence_at,
          evidence_started_at, seq from restriction`,
    );
    const past = { ...NEW, lines: [...NEW.lines, 'sip-7'], validFrom: minute(2) };
    const over = buildEntry({ subscriber: 'GONE', validTo: minute(1) });
    const more = { isDryRun: true, ignoredColumns: ['valid_form'] };
    const { warnings, moved } = await take([past, over], 5, more);
    await ledgerOf().run('delete from restriction');
    expect(moved).toMatchObject([{ from: iso(2), changesPast: true }]);
    expect(warnings).toMatchObject([
      { code: 'many-changes' },
      { code: 'changes-past', about: ['NEW', 'OLD'] },
      { code: 'restricted', about: ['OLD'] },
      { code: 'restricted-as-line', about: ['line:sip-7'] },
      { code: 'already-over', about: ['GONE'] },
      { code: 'unknown-column', about: ['valid_form'] },
    ]);
  });

  it('is what the same imports make in memory, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySteps, async (steps) => {
        await clear();
        let history = NO_HISTORY;
        for (const { rows: entries, from, isWhole } of steps) {
          await importDirectory(ledgerOf(), buildImport({ entries, from, isWhole }));
          const options = { from, isWhole, lineKeyOf: buildKeyOf };
          history = planDirectory(history, entries, options).after;
        }
        const byName = (a: DirectoryEntry, b: DirectoryEntry) =>
          a.subscriber < b.subscriber ? -1 : 1;
        const stored = await readDirectoryEntries(ledgerOf());
        expect(stored.toSorted(byName)).toEqual(allEntriesOf(history).toSorted(byName));
      }),
      { numRuns: 25 },
    );
  });

  it.each([
    ["'+81311110001', 'x', 'X', '2026-01-05 10:03Z', '2026-01-05 10:04Z', null", 'conflict'],
    ["'+81311110001', 'x', 'X', '2026-01-05 10:04Z', 'infinity', '2026-01-05 10:05Z'", 'query'],
    ["'+81311110001', 'x', 'X', '2026-01-05 10:06Z', 'infinity', '2026-01-05 10:06Z'", 'query'],
    ["'new', 'x', 'X', '2026-01-05 10:06Z', '2026-01-05 10:06Z', null", 'query'],
  ])('has no two holders of a line at once: %s', async (values, code) => {
    await clear();
    await take([{ ...OLD, validTo: minute(5) }], 0);
    const insert = ledgerOf().run(`insert into directory_line values (${values})`);
    await expect(insert).rejects.toMatchObject({ code });
  });

  it('makes imports at the same time come one after another', async () => {
    await clear();
    const version = await directoryVersion(ledgerOf());
    const names = ['A', 'B', 'C', 'D', 'E'];
    await Promise.all(
      names.map((subscriber) => take([buildEntry({ subscriber, lines: ['sip-1'] })], 0)),
    );
    const { intervals } = (await showLine(ledgerOf(), 'sip-1', minute(1)))!;
    expect(intervals).toHaveLength(1);
    expect(await directoryVersion(ledgerOf())).toBe(version + names.length);
  });

  it('is followed by who holds it in memory', async () => {
    await clear();
    await take([OLD], 0);
    const live = new LiveDirectory();
    const read: number[] = [];
    const follower = await followDirectory({
      ledger: ledgerOf(),
      live,
      everyMs: 20,
      onRead: ({ version }) => void read.push(version),
      onProblem: (error) => {
        throw error;
      },
    });
    expect(live.holding('0311110001', minute(9))?.subscriber).toBe('OLD');
    const { version } = await take([NEW], 5);
    await expect.poll(() => live.holding('0311110001', minute(9))?.subscriber).toBe('NEW');
    await follower.reload();
    await follower.stop();
    expect(read).toEqual([version - 1, version, version]);
  });

  it('lists the lines nobody knows, those seen most first, until somebody holds them', async () => {
    await clear();
    const lines = new UnknownLines();
    for (const line of ['sip-7', '0311110001', 'sip-7']) lines.note(line, minute(1));
    await lines.flush(ledgerOf(), buildKeyOf, minute(1));
    lines.note('sip-7', minute(2));
    await lines.flush(ledgerOf(), buildKeyOf, minute(2));
    await lines.flush(ledgerOf(), buildKeyOf, minute(2));
    expect(await unknownLines(ledgerOf(), 10)).toEqual([
      { line: 'sip-7', firstSeen: minute(1), lastSeen: minute(2), records: 3 },
      { line: '0311110001', firstSeen: minute(1), lastSeen: minute(1), records: 1 },
    ]);
    await take([buildEntry({ lines: ['+81311110001'] })], 3);
    expect((await unknownLines(ledgerOf(), 10)).map(({ line }) => line)).toEqual(['sip-7']);
    lines.note('sip-8', minute(2) + 8 * 86_400_000);
    await lines.flush(ledgerOf(), buildKeyOf, minute(2) + 8 * 86_400_000);
    expect((await unknownLines(ledgerOf(), 10)).map(({ line }) => line)).toEqual(['sip-8']);
  });

  it('lists the others where one cannot be stored', async () => {
    await clear();
    const lines = new UnknownLines();
    const hostile = ['a\u0000b', '\ud800', 'x'.repeat(5000), '\uffff', `'; drop table x --`];
    for (const line of hostile) lines.note(line, minute(1));
    await lines.flush(ledgerOf(), buildKeyOf, minute(1));
    const listed = await unknownLines(ledgerOf(), 10);
    expect(listed.map(({ line }) => line).sort()).toEqual([`'; drop table x --`, '\uffff']);
    expect(lines.leftOut).toBe(3);
  });

  it('keeps a bounded list of them', async () => {
    await clear();
    const lines = new UnknownLines();
    for (let i = 0; i < MOST_UNKNOWN_LINES + 10; i++) lines.note(`a${i}`, minute(1));
    expect(lines.leftOut).toBe(10);
    await lines.flush(ledgerOf(), buildKeyOf, minute(1));
    for (const line of ['b', 'b', 'c', 'c']) lines.note(line, minute(2));
    await lines.flush(ledgerOf(), buildKeyOf, minute(2));
    const listed = (await unknownLines(ledgerOf(), 20_000)).map(({ line }) => line);
    expect([listed.length, ...listed.slice(0, 2)]).toEqual([MOST_UNKNOWN_LINES, 'b', 'c']);
  });
}
