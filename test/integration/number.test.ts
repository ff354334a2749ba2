import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { scratchFolder } from '../support/scratch-folder.ts';
import { type Finished, sekisho } from '../support/sekisho.ts';
import type { Understood } from '../support/understood.ts';

const KEYS = 'raw kind e164 iso2 country prefix jpyPerMinute unitSeconds risk reasons'.split(' ');

interface Vector {
  raw: string;
  kind: string;
  e164: string | null;
  iso2: string | null;
}

function vectors(name: string): Vector[] {
  const file = new URL(`../../packages/numbering/data/vectors/${name}.tsv`, import.meta.url);
  const lines = readFileSync(fileURLToPath(file), 'utf8').replace(/\n$/, '').split('\n').slice(1);
  return lines.map((line) => {
    const [raw = '', kind = '', e164 = '', iso2 = ''] = line.split('\t');
    return { raw, kind, e164: e164 || null, iso2: iso2 || null };
  });
}

function answers({ stdout }: Finished): Understood[] {
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Understood);
}

describe.each([
  { plan: 'jp', flags: [] },
  { plan: 'jp', flags: ['--dial-plan', 'jp'] },
  { plan: 'nanp', flags: ['--dial-plan', 'nanp'] },
  { plan: 'e164-00', flags: ['--dial-plan', 'e164-00'] },
])('the vectors of $plan with flags $flags', ({ plan, flags }) => {
  const cases = vectors(plan);
  let byArguments: Finished;
  let byInput: Finished;

  beforeAll(async () => {
    const raws = cases.map(({ raw }) => raw);
    byArguments = await sekisho(['number', ...flags, '--', ...raws]);
    byInput = await sekisho(['number', ...flags], { stdin: `${raws.join('\n')}\n` });
  }, 60_000);

  it.each(cases.map((vector, i) => ({ ...vector, i })))('$raw', ({ i, ...vector }) => {
    const answer = answers(byArguments)[i];
    expect(answer).toMatchObject(vector);
    expect(Object.keys(answer ?? {})).toEqual(KEYS);
  });

  it('answers a line as it answers an argument', () => {
    expect(byInput).toEqual(byArguments);
    expect(byInput).toMatchObject({ code: 0, stderr: '' });
  });

  it('prices international numbers alone', () => {
    for (const answer of answers(byArguments)) {
      const { kind, prefix, jpyPerMinute, unitSeconds } = answer;
      const priced = [typeof prefix, typeof jpyPerMinute, typeof unitSeconds];
      if (kind === 'international') expect(priced).toEqual(['string', 'number', 'number']);
      else expect([prefix, jpyPerMinute, unitSeconds]).toEqual([null, null, null]);
    }
  });
});

describe('an answer', () => {
  const nothing = {
    e164: null,
    iso2: null,
    country: null,
    prefix: null,
    jpyPerMinute: null,
    unitSeconds: null,
    risk: [],
  };
  const cases: Partial<Understood>[] = [
    {
      raw: '0033010224601123456',
      kind: 'international',
      e164: '+224601123456',
      iso2: 'GN',
      country: 'Guinea',
      prefix: '224',
      jpyPerMinute: 170,
      unitSeconds: 60,
      risk: ['high-risk-2015'],
      reasons: ['carrier:0033'],
    },
    { raw: '184010442071234567', prefix: '44', jpyPerMinute: 20, risk: [], reasons: ['withheld'] },
    { raw: '186010224601123456', reasons: ['sent'] },
    { raw: '9,010224601123456', e164: '+224601123456', reasons: ['outside-line'] },
    { raw: '01081312345678', kind: 'domestic', prefix: null, reasons: ['dialled-home'] },
    {
      raw: '0102105551234',
      kind: 'international',
      iso2: null,
      country: null,
      prefix: '',
      jpyPerMinute: 170,
      reasons: ['unallocated'],
    },
    {
      raw: '010881612345678',
      iso2: null,
      prefix: '881',
      jpyPerMinute: 700,
      reasons: ['class:satellite'],
    },
    { raw: '01018765551234', iso2: 'JM', country: 'Jamaica', prefix: '1876', jpyPerMinute: 75 },
    { raw: '010447781123456', iso2: 'GG', prefix: '447781', jpyPerMinute: 130 },
    { raw: '00442071234567', kind: 'unknown', ...nothing, reasons: ['candidate:GB'] },
    { raw: '110', kind: 'emergency', ...nothing, reasons: [] },
    { raw: '117', kind: 'short', ...nothing, reasons: [] },
    { raw: '', kind: 'unknown', ...nothing, reasons: [] },
    { raw: 'alice', kind: 'unknown', ...nothing },
  ];
  let ended: Finished;

  beforeAll(async () => {
    ended = await sekisho(['number', ...cases.map(({ raw = '' }) => raw)]);
  }, 60_000);

  it.each(cases.map((each, i) => ({ ...each, i })))('$raw', ({ i, ...answer }) => {
    expect(answers(ended)[i]).toMatchObject(answer);
  });
});

describe('standard input', () => {
  const scratch = scratchFolder();
  const raws = async (stdin: string | Uint8Array) =>
    answers(await sekisho(['number'], { stdin })).map(({ raw }) => raw);

  it('answers every line: empty ones, CR LF, a last one without LF', async () => {
    expect(await raws('110\n\n118\r\n\r\n119')).toEqual(['110', '', '118', '', '119']);
  });

  it('answers nothing where there is no line', async () => {
    expect(await raws('')).toEqual([]);
  });

  it('answers a line that is only a line end', async () => {
    expect(await raws('\n')).toEqual(['']);
  });

  it('shows what is no UTF-8 as U+FFFD, to the last byte', async () => {
    const stdin = Buffer.concat([
      Buffer.from('11\n'),
      Buffer.from([0x31, 0xff, 0x32, 0x0a]),
      Buffer.from('１１０\n'),
      Buffer.from([0x33, 0xe3, 0x81]),
    ]);
    expect(await raws(stdin)).toEqual(['11', '1\uFFFD2', '１１０', '3\uFFFD']);
  });

  it('answers a line longer than any number', async () => {
    const [answer] = answers(await sekisho(['number'], { stdin: `${'1'.repeat(200_000)}\n` }));
    expect(answer).toMatchObject({ kind: 'unknown', e164: null });
    expect(answer?.raw).toHaveLength(200_000);
  });

  it('prices by a deck of one’s own', async () => {
    const rates = scratch.write('deck.csv', 'prefix,jpy_per_minute,unit_seconds\n2246,12.5,30\n');
    const ended = await sekisho(['number', '--rates', rates, '010224601123456', '010442071234567']);
    expect(answers(ended)).toMatchObject([
      { prefix: '2246', jpyPerMinute: 12.5, unitSeconds: 30 },
      { kind: 'international', prefix: null, jpyPerMinute: null, unitSeconds: null },
    ]);
  });
});
