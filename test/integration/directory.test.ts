import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { scratchFolder } from '../support/scratch-folder.ts';
import { type Finished, sekisho } from '../support/sekisho.ts';

const scratch = scratchFolder();
const PATIENCE_MS = 180_000;
const HEADER = 'subscriber,customer,lines,kind,valid_from,valid_to';
const FIRST = `${HEADER}
OLD,若葉商事,0311110001;sip-201,office,2020-04-01,
WARD,中央病院,0311110002,hospital,2020-04-01,
C3,a,0311110003,home,2020-04-01,
C4,b,0311110004,home,2020-04-01,
C5,c,0311110005,home,2020-04-01,
C6,d,0311110006,home,2020-04-01,
`;
/** 若葉 in Shift_JIS. */
const SHIFT_JIS = Buffer.from(`${HEADER}\nX,\x8e\xe1\x97\x74,,,,\n`, 'latin1');

let data: string;
beforeAll(() => {
  data = join(scratch.path, 'data');
  mkdirSync(data);
  scratch.write('first.csv', FIRST);
  scratch.write('sjis.csv', SHIFT_JIS);
});

const run = (...args: string[]) =>
  sekisho(['directory', ...args, '--data', data], {
    cwd: scratch.path,
    env: { TZ: 'Asia/Tokyo' },
  });

/** The one object that a command says. */
function said({ code, stdout, stderr }: Finished): unknown {
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

describe('sekisho directory', () => {
  it(
    'imports, shows who held a number that is resold, and exports what it took',
    async () => {
      const dry = await run('import', 'first.csv', '--dry-run');
      expect(dry.stdout).toMatch(/added +OLD +2020-04-01 00:00:00 \+09:00 +0311110001;sip-201\n/);
      expect(dry.stdout).toContain('6 added, 0 changed, 0 ended, 0 lines moved, 0 unchanged\n');
      expect(dry.stdout).toMatch(/dry run: nothing was changed\n$/);
      const first = said(await run('import', 'first.csv', '--by', 'noc', '--json'));
      expect(first).toMatchObject({ by: 'noc', version: 1, counts: { added: 6 }, warnings: [] });

      scratch.write('resold.csv', `${HEADER}\nNEW,みどり,03-1111-0001,callcenter,2025-03-15,\n`);
      const past = await run('import', 'resold.csv', '--dry-run');
      expect(past.stdout).toMatch(/line moved +03-1111-0001 .* OLD → NEW \(changes the past\)\n/);
      expect(past.stdout).toMatch(/warning: this rewrites the past: .*: NEW, OLD\n/);
      const resold = said(await run('import', 'resold.csv', '--json'));
      expect(resold).toMatchObject({ counts: { added: 1, changed: 1, moved: 1 }, version: 2 });

      const show = (...args: string[]) => run('show', '+81311110001', '--json', ...args);
      expect(said(await show())).toMatchObject({
        subscriber: null,
        line: { holder: { subscriber: 'NEW' }, intervals: [{ subscriber: 'OLD' }, {}] },
      });
      expect(said(await show('--at', '2025-03-14'))).toMatchObject({
        line: { holder: { subscriber: 'OLD', lines: ['0311110001', 'sip-201'] } },
      });

      const exported = await run('export');
      scratch.write('exported.csv', exported.stdout);
      const again = said(await run('import', 'exported.csv', '--replace', '--json'));
      const none = { added: 0, changed: 0, ended: 0, moved: 0, unchanged: 7 };
      expect(again).toMatchObject({ counts: none, version: 2, warnings: [] });
      expect((await run('imports')).stdout.match(/\.csv/g)).toHaveLength(3);
      expect((await run('unknown')).stdout).toBe('no unknown lines were seen\n');
    },
    PATIENCE_MS,
  );

  it(
    'imports Shift_JIS, also from standard input',
    async () => {
      const args = ['directory', 'import', '-', '--json', '--dry-run', '--data', data];
      expect(said(await sekisho(args, { stdin: SHIFT_JIS }))).toMatchObject({
        encoding: 'shift_jis',
        counts: { added: 1 },
      });
    },
    PATIENCE_MS,
  );

  it(
    'refuses what a person can mend with 2 and one line, and takes nothing of it',
    async () => {
      scratch.write('kind.csv', `${HEADER}\nX,,,castle,,\n`);
      scratch.write('ends.csv', `${HEADER}\nX,,,,2026-01-02,2026-01-01\n`);
      scratch.write('twice.csv', `${HEADER}\nX,,0311110009,,,\nY,,+81311110009,,,\n`);
      scratch.write('other.csv', `${HEADER}\nX,,,,,\n`);
      const faults: [string[], RegExp][] = [
        [['import', 'absent.csv'], /absent\.csv.*; name/],
        [['import', 'kind.csv'], /kind\.csv:2: kind: “castle” is not one of/],
        [['import', 'ends.csv'], /ends\.csv:2: valid_to: .*; write/],
        [['import', 'twice.csv'], /twice\.csv:3: lines: line \+81311110009 .*; end one/],
        [['import', 'sjis.csv', '--encoding', 'utf-8'], /sjis\.csv: not in utf-8; write/],
        [['import', 'other.csv', '--encoding', 'latin1'], /latin1/],
        [['import', 'other.csv', '--from', 'soon'], /--from soon: no time; write/],
        [['import', 'other.csv', '--replace'], /7 of 7 subscribers would .*; see .* --yes/],
        [['show', 'nobody'], /nobody: no such subscriber or line; see/],
        [['unknown', '--limit', '0'], /--limit 0: .*; write/],
      ];
      // One after the other: the folder is held by one process at a time.
      for (const [args, says] of faults) {
        const ended = await run(...args);
        expect(ended).toMatchObject({ code: 2, stdout: '' });
        expect(ended.stderr).toMatch(/^sekisho: [^\n]+\n$/);
        expect(ended.stderr).toMatch(says);
      }
      expect((await run('imports')).stdout.match(/\.csv/g)).toHaveLength(3);
      const nowhere = await sekisho(['directory', 'export'], { env: { DATABASE_URL: '' } });
      expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringMatching(/; give --data/) });
    },
    PATIENCE_MS,
  );
});
