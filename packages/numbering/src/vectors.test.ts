import { describe, expect, it } from 'vitest';
import { buildNumbering, dataFile } from '../test/built-in.ts';

function rowsOf(file: string): string[][] {
  const lines = dataFile(`vectors/${file}`).split('\n').slice(1);
  return lines.filter((line) => line !== '').map((line) => line.split('\t'));
}

describe.each([
  ['jp', 'jp.tsv', 39],
  ['jp', 'jp-more.tsv', 70],
  ['e164-00', 'e164-00.tsv', 24],
  ['nanp', 'nanp.tsv', 34],
])('plan %s, vectors %s', (plan, file, fewest) => {
  const numbering = buildNumbering(plan);
  const rows = rowsOf(file);

  it('has them all', () => {
    expect(rows.length).toBeGreaterThan(fewest);
  });

  it.each(rows)('%s is %s %s %s (%s)', (raw = '', kind, e164, iso2) => {
    const { kind: ourKind, e164: ourE164, iso2: ourIso2 } = numbering.describe(raw);
    expect([ourKind, ourE164 ?? '', ourIso2 ?? '']).toEqual([kind, e164, iso2]);
  });
});
