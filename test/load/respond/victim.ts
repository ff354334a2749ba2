/** A contract that is abused: a PBX with two lines. */
export interface Victim {
  subscriber: string;
  lines: readonly [string, string];
  /** Of the range that its calls lead to, which is nobody else's. */
  range: string;
}

/** What backstop `burst-prefix-5m` closes: twenty calls into one destination within five minutes. */
export const CALLS = 20;
const TALK_MS = 20_000;

export function victim(n: number): Victim {
  const digits = String(n).padStart(4, '0');
  const lines = [`03999${digits}1`, `03999${digits}2`] as const;
  return { subscriber: `victim-${digits}`, lines, range: `01022460${digits}` };
}

/** As the directory has it. */
export function rowOf({ subscriber, lines }: Victim): string {
  return `${subscriber},Bench,phone,${lines.join(';')},pbx,0,ja,,,,2020-01-01T00:00:00+09:00,`;
}

/** Calls to Guinea that ended now; the last of them crosses the threshold. */
export function burst({ subscriber, lines, range }: Victim, now: number): string[] {
  return Array.from({ length: CALLS }, (_, n) =>
    JSON.stringify({
      ...{ source: 'bench', callId: `${subscriber}-${n}`, subscriber, line: lines[0] },
      called: `${range}${String(n).padStart(4, '0')}`,
      ...{ startedAt: now - TALK_MS, answeredAt: now - TALK_MS, endedAt: now },
    }),
  );
}
