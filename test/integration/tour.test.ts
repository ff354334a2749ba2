import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { replay } from '../support/replay.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { sekisho } from '../support/sekisho.ts';

const scratch = scratchFolder();

const TOUR = readFileSync(new URL('../../docs/tour.md', import.meta.url), 'utf8');
const CALLS = example('pbx.csv');
const DIRECTORY = example('subscribers.csv');

function example(name: string): string {
  return fileURLToPath(new URL(`../../examples/tour/${name}`, import.meta.url));
}

/** What the tour writes into a file by a here-document. */
function written(file: string): string {
  const start = `${file} <<'EOF'\n`;
  const [, rest] = TOUR.split(start);
  if (rest === undefined) throw new Error(`the tour writes no ${file}`);
  return rest.slice(0, rest.indexOf('EOF\n'));
}

async function replayed(flags: string[]) {
  const mapping = scratch.write('pbx.yaml', written('tour/pbx.yaml'));
  const reading = ['--mapping', mapping, '--directory', DIRECTORY, ...flags];
  return replay([CALLS], scratch.fresh('out'), reading);
}

describe('the tour', () => {
  it('is shown every row by inspect', async () => {
    const { code, stdout } = await sekisho(['inspect', CALLS, '--rows', '1']);
    expect(code).toBe(0);
    expect(stdout).toContain('329 rows read; 329 accepted');
  });

  it('finds the one abused subscriber', async () => {
    const { summary, restrictions } = await replayed([]);
    expect(summary).toMatchObject({ records: 305, rejected: 0, alerts: 1 });
    expect(restrictions).toMatchObject([{ subscriber: 'C1003', at: '2026-09-04T17:10:29.000Z' }]);
  });

  it('finds it earlier by a rule of one’s own', async () => {
    const { stdout } = await sekisho(['rules']);
    const rules = scratch.write('my-rules.yaml', stdout + written('tour/my-rules.yaml'));
    const { restrictions } = await replayed(['--rules', rules]);
    expect(restrictions).toMatchObject([{ subscriber: 'C1003', at: '2026-09-04T16:23:52.000Z' }]);
  });
});
