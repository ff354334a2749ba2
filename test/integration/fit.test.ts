import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildRecord, ndjson } from '../support/record.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { sekisho } from '../support/sekisho.ts';

const scratch = scratchFolder();
const TINY = ['--subscribers', '80', '--days', '3'];

interface Weights {
  name: string;
  fitted: {
    runs: string[];
    samples: { lawful: number; attack: number };
    heldOutRuns: string[];
    heldOut: Record<string, number | null> | null;
  };
  ask: number;
  restrict: number;
  weights: Record<string, number>;
}

function read(file: string): Weights {
  return JSON.parse(readFileSync(file, 'utf8')) as Weights;
}

describe('sekisho fit', () => {
  it('writes weights that a rule set can name, the same each time', async () => {
    const flags = ['--seeds', '1', '--held-out', '2', '--settings', 'standard,other', ...TINY];
    const files = ['one', 'two'].map((name) => join(scratch.fresh(name), 'own.json'));
    for (const file of files) {
      const { code, stderr } = await sekisho(['fit', ...flags, '--out', file]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    }
    const [first, second] = files.map((file) => read(file)) as [Weights, Weights];
    expect(second).toEqual(first);
    expect(first).toMatchObject({ name: 'own', restrict: 60 });
    expect(first.ask).toBeLessThanOrEqual(60);
    expect(Object.keys(first.weights).length).toBeGreaterThan(3);
    expect(first.fitted.runs).toEqual(['seed 1, setting standard', 'seed 1, setting other']);
    expect(first.fitted.heldOutRuns).toEqual(['seed 2, setting standard', 'seed 2, setting other']);
    expect(first.fitted.heldOut?.['recall']).toBeGreaterThan(0);
    const rules = scratch.write(
      'own.yaml',
      `name: own\nevidence: {weights: ${files[0]}}\nrules: []\n`,
    );
    expect(await sekisho(['rules', 'check', rules])).toMatchObject({ code: 0, stderr: '' });
  });

  it('takes records of ones own with what people judged', async () => {
    const traffic = scratch.fresh('traffic');
    await sekisho(['simulate', '--out', traffic, '--records', '110000']);
    const cases = scratch.write('cases.ndjson', '');
    const out = join(scratch.fresh('out'), 'weights.json');
    const { code, stderr } = await sekisho([
      ...['fit', '--records', join(traffic, 'cdrs.ndjson'), '--out', out],
      ...['--labels', join(traffic, 'labels.ndjson'), '--cases', cases],
      ...['--directory', join(traffic, 'directory.csv')],
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { fitted } = read(out);
    expect(fitted).toMatchObject({ runs: ['files'], heldOut: null });
    expect(fitted.samples.attack).toBeGreaterThan(0);
    expect(fitted.samples.lawful).toBeGreaterThan(fitted.samples.attack);
  });

  it.each([
    { name: 'no file to write', args: ['--seeds', '1'], says: /--out/ },
    { name: 'a file that is no JSON', args: ['--out', 'w.txt'], says: /w\.txt.*weights\.json/ },
    { name: 'a setting that is none', args: ['--out', 'w.json', '--settings', 'x'], says: /other/ },
    {
      name: 'a seed that is fitted on and held out',
      args: ['--out', 'w.json', '--seeds', '1-3', '--held-out', '3'],
      says: /--held-out: seed 3/,
    },
    {
      name: 'records without labels',
      args: ['--out', 'w.json', '--records', 'r'],
      says: /--labels/,
    },
    {
      name: 'labels without records',
      args: ['--out', 'w.json', '--labels', 'l'],
      says: /--records/,
    },
    {
      name: 'rules without evidence',
      args: ['--out', 'w.json', '--rules', 'plain.yaml'],
      says: /weighs no evidence/,
    },
    {
      name: 'records without an attack',
      args: ['--out', 'w.json', '--records', 'ok.ndjson', '--labels', 'none.ndjson'],
      says: /no attack/,
    },
  ])('exits 2 for $name', async ({ args, says }) => {
    scratch.write('plain.yaml', 'name: p\nrules: [{id: v, rule: calls, window: 1h, warning: 1}]\n');
    scratch.write('ok.ndjson', ndjson([buildRecord()]));
    scratch.write('none.ndjson', '');
    const { code, stderr } = await sekisho(['fit', ...args], { cwd: scratch.path });
    expect(code).toBe(2);
    expect(stderr).toMatch(says);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
