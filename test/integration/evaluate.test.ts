import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../support/scratch-folder.ts';
import { sekisho } from '../support/sekisho.ts';

const scratch = scratchFolder();
const TINY = ['--subscribers', '80', '--days', '3'];
const RULES = `name: own
rules:
  - { id: cost-1h, rule: cost, window: 1h, warning: 1000, critical: 4000 }
  - { id: calls-1h, rule: calls, window: 1h, warning: 5, critical: 10 }
  - { id: calls-24h, rule: calls, window: 24h, warning: 20, critical: 60 }
`;

interface Written {
  madeOn: { ruleSet: string; traffic: string };
  summaries: {
    detector: string;
    attacks: number;
    shares: { recall: { value: number; low: number; high: number } };
    subscriberDays: number;
    restrict: { false: { count: number } };
    kinds: { subscriberDays: number }[];
  }[];
  frontier: { threshold: number }[];
  stopsOnly?: Pick<Written, 'summaries'>;
}

function read(out: string): Written {
  return JSON.parse(readFileSync(join(out, 'evaluation.json'), 'utf8')) as Written;
}

describe('sekisho evaluate', () => {
  it('shows detectors, baselines and ablation beside each other, the same each time', async () => {
    const out = scratch.fresh('out');
    const document = join(scratch.fresh('docs'), 'evaluation.md');
    const rules = scratch.write('own.yaml', RULES);
    const beside = ['--baselines', '--ablation', '--in-operation', '--rules', rules];
    const flags = [
      '--seeds',
      '1',
      '--tune-seeds',
      '2',
      '--most-false',
      '99999',
      ...TINY,
      ...beside,
    ];
    const args = ['evaluate', ...flags, '--out', out];
    const { code, stdout, stderr } = await sekisho([...args, '--document', document]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { summaries, madeOn, frontier } = read(out);
    expect(summaries.map(({ detector }) => detector.replace(/\d+$/, 'N'))).toEqual([
      'sekisho',
      'sekisho at score N',
      'sekisho in operation',
      'static-thresholds',
      'daily-cap',
      'several-times-last-month',
      'third-record',
      'without rules cost',
      'without rules calls',
    ]);
    const [ours] = summaries;
    const oracle = summaries.find(({ detector }) => detector === 'third-record');
    expect(ours?.attacks).toBeGreaterThan(2);
    expect(ours?.subscriberDays).toBe(80 * 3);
    expect(ours?.kinds.reduce((sum, kind) => sum + kind.subscriberDays, 0)).toBe(240);
    expect(ours?.shares.recall.value).toBeGreaterThan(0);
    expect(oracle?.restrict.false.count).toBe(0);
    expect(oracle?.shares.recall.value).toBeGreaterThanOrEqual(ours!.shares.recall.value);
    expect(frontier.length).toBeGreaterThan(0);
    expect(madeOn.ruleSet).toMatch(/^own@/);
    expect(stdout).toContain('By shape of attack');

    const page = readFileSync(join(out, 'evaluation.html'), 'utf8');
    expect(page).toContain(`Rule set: ${madeOn.ruleSet}.`);
    expect(page).not.toMatch(/<script|href=|src=|NaN|undefined/);
    const markdown = readFileSync(document, 'utf8');
    expect(markdown).toContain('| third-record |');
    for (const [, picture] of markdown.matchAll(/\]\((.*\.svg)\)/g))
      expect(readFileSync(join(document, '..', picture!), 'utf8')).toMatch(
        /^<svg[\s\S]*<\/svg>\n$/,
      );

    const again = scratch.fresh('again');
    await sekisho(['evaluate', ...flags, '--out', again]);
    expect(read(again)).toEqual(read(out));
  });

  it('shows what the same traffic comes to with stop records only, beside it', async () => {
    const out = scratch.fresh('out');
    const document = join(scratch.fresh('docs'), 'evaluation.md');
    const size = ['--subscribers', '40', '--days', '2'];
    const flags = ['evaluate', '--seeds', '1', ...size, '--out', out];
    const beside = await sekisho([...flags, '--stops-only-too', '--document', document]);
    expect(beside).toMatchObject({ code: 0, stderr: '' });
    const { summaries, stopsOnly, madeOn } = read(out);
    const markdown = readFileSync(document, 'utf8');
    expect(madeOn.traffic).toContain('starts, interims and stops');
    expect(beside.stdout).toContain('Restrictions, with stop records only');
    expect(markdown).toContain('## Restrictions, with stop records only');
    expect(stopsOnly?.summaries.map(({ attacks }) => attacks)).toEqual([summaries[0]?.attacks]);

    await sekisho([...flags, '--stops-only']);
    const alone = read(out);
    expect(alone.madeOn.traffic).toContain('stops alone');
    expect(alone.summaries).toEqual(stopsOnly?.summaries);
  });

  it('reads records, labels and cases of ones own, and finds in them what it simulates', async () => {
    const traffic = scratch.fresh('traffic');
    await sekisho(['simulate', '--out', traffic, '--records', '110000']);
    const out = scratch.fresh('out');
    const cases = scratch.write(
      'cases.ndjson',
      '{"subscriber":"N1","case":"first-trip","firstAt":"2026-01-05T00:00:00Z","lastAt":"2026-01-06T00:00:00Z"}\n',
    );
    const { code, stderr } = await sekisho([
      'evaluate',
      '--records',
      join(traffic, 'cdrs.ndjson'),
      ...['--labels', join(traffic, 'labels.ndjson'), '--cases', cases],
      ...['--directory', join(traffic, 'directory.csv'), '--baselines', '--out', out],
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [ours] = read(out).summaries;
    expect(ours?.attacks).toBe(3);
    expect(ours?.shares.recall.value).toBeGreaterThan(0);
  });

  it.each([
    { name: 'seeds that are none', args: ['--seeds', '3-1'], says: /--seeds.*1-3/ },
    { name: 'a size that is none', args: ['--subscribers', '0'], says: /--subscribers/ },
    { name: 'too many subscribers', args: ['--subscribers', '9999999'], says: /--subscribers/ },
    { name: 'a setting that is none', args: ['--setting', 'mars'], says: /mars/ },
    { name: 'the same seed twice', args: ['--seeds', '1', '--tune-seeds', '1'], says: /seed 1/ },
    {
      name: 'stops only, twice',
      args: ['--stops-only', '--stops-only-too'],
      says: /--stops-only-too/,
    },
    { name: 'labels without records', args: ['--labels', 'l'], says: /--labels.*--records/ },
    { name: 'records without labels', args: ['--records', 'r'], says: /--labels/ },
    {
      name: 'records and seeds',
      args: ['--records', 'r', '--labels', 'l', '--tune-seeds', '1'],
      says: /--tune-seeds/,
    },
    { name: 'rules that are not there', args: ['--rules', 'nope.yaml'], says: /nope\.yaml/ },
  ])('exits 2 for $name', async ({ args, says }) => {
    const { code, stderr } = await sekisho(['evaluate', ...args], { cwd: scratch.path });
    expect(code).toBe(2);
    expect(stderr).toMatch(says);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it.each([
    ['{"subscriber":"N1"', /labels\.ndjson:1: not JSON/],
    ['{"subscriber":"N1"}', /labels\.ndjson:1: firstAt/],
    ['{"subscriber":"N1","firstAt":"today"}', /labels\.ndjson:1: firstAt: write a time/],
  ])('exits 2 for labels such as %s', async (line, says) => {
    const labels = scratch.write('labels.ndjson', `${line}\n`);
    const records = scratch.write('records.ndjson', '');
    const { code, stderr } = await sekisho(['evaluate', '--records', records, '--labels', labels]);
    expect(code).toBe(2);
    expect(stderr).toMatch(says);
  });
});
