import { type Inspection, inspect } from './inspect.ts';

export const NOW = Date.UTC(2026, 10, 30);

export function look(content: string | Buffer): Inspection {
  return inspect(Buffer.from(content), { now: NOW });
}

export function proposed(content: string | Buffer) {
  const found = look(content);
  if (found.kind !== 'mapping') throw new Error(`${found.kind}: ${JSON.stringify(found)}`);
  return { ...found, codes: found.doubts.map(({ code }) => code) };
}

/** Rows of twelve calls, each made from its index and its times in epoch ms. */
export function rows(row: (call: SampleCall) => (string | number)[], between = ','): string {
  return Array.from({ length: 12 }, (_, index) => `${row(sampleCall(index)).join(between)}\n`).join(
    '',
  );
}

export interface SampleCall {
  index: number;
  line: string;
  called: string;
  start: number;
  answer: number;
  end: number;
  talk: number;
}

function sampleCall(index: number): SampleCall {
  const start = Date.UTC(2026, 10, 3, 9, 5, 7) + index * 5_400_000;
  const talk = index % 5 === 4 ? 0 : 40 + ((index * 137) % 900);
  const answer = start + (4 + (index % 9)) * 1000;
  const called = index % 3 === 0 ? `01044207946${1000 + index}` : `0661234${100 + index * 7}`;
  return {
    index,
    line: `031234560${index % 3}`,
    called,
    start,
    answer,
    end: answer + talk * 1000,
    talk,
  };
}

export const at = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
export const id = (index: number) => `c${index}-${index * 7919}`;
