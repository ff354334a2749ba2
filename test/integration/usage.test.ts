import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildRecord, ndjson } from '../support/record.ts';
import { OUTPUT_FILES, replay } from '../support/replay.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { type Finished, sekisho } from '../support/sekisho.ts';
import { twoAtATime } from '../support/two-at-a-time.ts';

const scratch = scratchFolder();
/** Many processes one after the other. */
const PATIENCE_MS = 120_000;
const RULES = 'name: own\nrules: [{id: v, rule: calls, window: 1h, warning: 1}]\n';

interface Fault {
  args: string[];
  says: RegExp;
}

const replaying = (...args: string[]) => ['replay', 'ok.ndjson', '--out', 'out', ...args];

const faults: Fault[] = [
  { args: ['replay', 'nope.ndjson', '--out', 'out'], says: /nope\.ndjson/ },
  { args: ['replay', 'folder', '--out', 'out'], says: /folder/ },
  { args: ['replay', '-', '-', '--out', 'out'], says: /standard input/ },
  { args: ['replay', 'ok.ndjson'], says: /--out/ },
  { args: ['replay', '--out', 'out'], says: /file/ },
  { args: ['replay', 'ok.ndjson', '--out', 'ok.ndjson'], says: /ok\.ndjson/ },
  { args: replaying('--nope'), says: /--nope/ },
  { args: replaying('--rules', 'broken.yaml'), says: /broken\.yaml:\d/ },
  { args: replaying('--rules', 'wrong.yaml'), says: /wrong\.yaml.*threshold|wrong\.yaml.*warn/ },
  { args: replaying('--rules', 'window.yaml'), says: /window\.yaml.*window/ },
  { args: replaying('--rates', 'price.csv'), says: /price\.csv:2.*jpy_per_minute/ },
  { args: replaying('--directory', 'kind.csv'), says: /kind\.csv:2.*kind/ },
  { args: replaying('--dial-plan', 'mars'), says: /mars/ },
  { args: replaying('--mapping', 'mapping.yaml'), says: /mapping\.yaml:1: fields: / },
  { args: replaying('--format', 'xml'), says: /xml.*ndjson/ },
  { args: replaying('--time-zone', 'Mars/Base'), says: /Mars\/Base/ },
  { args: replaying('--data', 'ok.ndjson'), says: /ok\.ndjson/ },
  { args: ['number', '--dial-plan', 'mars', '110'], says: /mars/ },
  { args: ['sql', 'select 1'], says: /--data/ },
  { args: ['sql', 'select 1', '--data', 'nowhere'], says: /nowhere/ },
  { args: ['sql', '--question', 'nwo', '--data', 'nowhere'], says: /no question nwo.*now-cost/ },
  { args: ['sql', '--question', 'now', 'select 1'], says: /--question/ },
  { args: ['sql', 'select 1', '--since', '7d'], says: /--since.*--question/ },
  { args: ['rules', 'check', 'wrong.yaml'], says: /wrong\.yaml/ },
  { args: ['start', '--access', 'access.yaml'], says: /access\.yaml:1: url: / },
  { args: ['start', '--console-host', '0.0.0.0'], says: /0\.0\.0\.0.*access/ },
  { args: ['simulate'], says: /--out/ },
  { args: ['fit'], says: /--out/ },
  { args: ['fit', '--out', 'w.json', '--labels', 'l'], says: /--labels.*--records/ },
  { args: ['simulate', '--out', 'out', '--records', '-5'], says: /--records|-5/ },
  { args: ['conquer'], says: /conquer/ },
  { args: [], says: /command/ },
];

/** What to do about it, or a choice of what would have been right. */
const MEND =
  /; (?:see|name|write|make|convert|begin|choose|give|use|end|close|put|mend|shorten|remove|leave|wait) | is not one of /;

function runAll(argLists: readonly string[][]): Promise<Finished[]> {
  return twoAtATime(argLists, (args) => sekisho(args, { cwd: scratch.path }));
}

beforeAll(() => {
  mkdirSync(join(scratch.path, 'folder'));
  scratch.write('ok.ndjson', ndjson([buildRecord()]));
  scratch.write('rules.yaml', RULES);
  scratch.write('access.yaml', 'url: ftp://sekisho.example.jp\n');
  scratch.write('broken.yaml', 'name: broken\nrules: [\n');
  scratch.write('wrong.yaml', RULES.replace('warning: 1', 'warn: 1'));
  scratch.write('window.yaml', RULES.replace('1h', '9d'));
  scratch.write('price.csv', 'prefix,jpy_per_minute,unit_seconds\n44,cheap,60\n');
  scratch.write('kind.csv', 'subscriber,kind\ns1,castle\n');
  scratch.write('mapping.yaml', 'format: csv\n');
});

describe('what is asked wrongly', () => {
  let ended: Finished[];
  const named = faults.map((fault, i) => ({ ...fault, i, command: fault.args.join(' ') }));

  beforeAll(async () => {
    ended = await runAll(faults.map(({ args }) => args));
  }, PATIENCE_MS);

  it.each(named)('exits 2: sekisho $command', ({ i, says }) => {
    expect(ended[i]).toMatchObject({ code: 2, stdout: '' });
    expect(ended[i]?.stderr).toMatch(/^sekisho: [^\n]+\n$/);
    expect(ended[i]?.stderr).toMatch(says);
  });

  it.each(named)('names the mend: sekisho $command', ({ i }) => {
    expect(ended[i]?.stderr).toMatch(MEND);
  });

  it('writes nothing', () => {
    expect(existsSync(join(scratch.path, 'nowhere'))).toBe(false);
    const out = join(scratch.path, 'out');
    expect(existsSync(out) ? readdirSync(out) : []).toEqual([]);
  });
});

describe('--help', () => {
  const commands = [
    [],
    ['demo'],
    ['inspect'],
    ['replay'],
    ['simulate'],
    ['evaluate'],
    ['fit'],
    ['start'],
    ['status'],
    ['bars'],
    ['release'],
    ['approve'],
    ['undo'],
    ['lock'],
    ['hold'],
    ['resume'],
    ['destination'],
    ['verdict'],
    ['verdicts'],
    ['notice'],
    ['notice', 'check'],
    ['notice', 'again'],
    ['silence'],
    ['silences'],
    ['unsilence'],
    ['directory'],
    ['directory', 'import'],
    ['audit'],
    ['audit', 'verify'],
    ['audit', 'list'],
    ['account'],
    ['account', 'add'],
    ['account', 'list'],
    ['token'],
    ['token', 'create'],
    ['cases'],
    ['case'],
    ['case', 'show'],
    ['case', 'contact'],
    ['case', 'export'],
    ['case', 'keep-numbers'],
    ['case', 'drop-numbers'],
    ['ack'],
    ['drill'],
    ['load'],
    ['done'],
    ['target'],
    ['target', 'check'],
    ['destinations'],
    ['sql'],
    ['backtest'],
    ['candidate'],
    ['report'],
    ['dormant'],
    ['rules'],
    ['rules', 'check'],
    ['number'],
    ['collector'],
    ['detector'],
    ['enforcer'],
    ['migrate'],
  ];
  let ended: Finished[];

  beforeAll(async () => {
    ended = await runAll(commands.map((command) => [...command, '--help']));
  }, PATIENCE_MS);

  it.each(commands.map((command, i) => ({ i, command: ['sekisho', ...command].join(' ') })))(
    '$command',
    ({ i, command }) => {
      expect(ended[i]).toMatchObject({ code: 0, stderr: '' });
      expect(ended[i]?.stdout).toContain(`Usage: ${command}`);
    },
  );

  it('knows every command that sekisho lists', () => {
    const listed = ended[0]?.stdout.match(/^ {2}[a-z]+(?= )/gm)?.map((name) => name.trim());
    expect(listed).toEqual(commands.filter(({ length }) => length === 1).flat());
  });
});

describe('rules', () => {
  it('prints what it takes, and checks what it is given', async () => {
    const [shipped, schema, good] = await runAll([
      ['rules'],
      ['rules', '--schema'],
      ['rules', 'check', 'rules.yaml'],
    ]);
    scratch.write('shipped.yaml', shipped?.stdout ?? '');
    expect(JSON.parse(schema?.stdout ?? '')).toMatchObject({ type: 'object' });
    expect(good).toMatchObject({ code: 0, stderr: '' });
    expect(await sekisho(['rules', 'check', 'shipped.yaml'], { cwd: scratch.path })).toMatchObject({
      code: 0,
    });
  });
});

describe('the folder of --out', () => {
  const out = join(scratch.path, 'kept');
  const read = (name: string) => readFileSync(join(out, name), 'utf8');

  it('gets the four files, and the others in it stay', async () => {
    scratch.write('kept/notes.txt', 'mine');
    scratch.write('kept/alerts.ndjson', 'old\n');
    scratch.write('kept/summary.json', 'old\n');
    await replay(['ok.ndjson'], 'kept', ['--rules', 'rules.yaml'], { cwd: scratch.path });
    expect(readdirSync(out).sort()).toEqual([...OUTPUT_FILES, 'notes.txt'].sort());
    expect(read('notes.txt')).toBe('mine');
    for (const name of OUTPUT_FILES) expect(read(name)).not.toBe('old\n');
  });

  it('is made, its parents too', async () => {
    const { summary } = await replay(['ok.ndjson'], 'a/b/c', [], { cwd: scratch.path });
    expect(summary.records).toBe(1);
    expect(readdirSync(join(scratch.path, 'a/b/c')).sort()).toEqual([...OUTPUT_FILES].sort());
  });

  it.each([
    { fault: 'a missing input', code: 2, args: ['ok.ndjson', 'nope.ndjson'] },
    { fault: 'wrong rules', code: 2, args: ['ok.ndjson', '--rules', 'wrong.yaml'] },
    { fault: 'a gzip file cut short', code: 1, args: ['ok.ndjson', 'cut.ndjson.gz'] },
  ])('keeps the earlier files on $fault', async ({ code, args }) => {
    scratch.write('cut.ndjson.gz', Buffer.from('1f8b0800000000000003ab564a', 'hex'));
    for (const name of OUTPUT_FILES) scratch.write(`kept/${name}`, `earlier ${name}`);
    const ended = await sekisho(['replay', ...args, '--out', out], { cwd: scratch.path });
    expect(ended).toMatchObject({ code, stdout: '' });
    expect(ended.stderr).toMatch(/^[^\n]+\n$/);
    for (const name of OUTPUT_FILES) expect(read(name)).toBe(`earlier ${name}`);
    expect(readdirSync(out).sort()).toEqual([...OUTPUT_FILES, 'notes.txt'].sort());
  });
});
