import { sekisho } from './sekisho.ts';
import { type SimulatedStop, talkMsOf } from './simulated.ts';

/** A line of `sekisho number`. */
export interface Understood {
  raw: string;
  kind: 'international' | 'domestic' | 'emergency' | 'short' | 'unknown';
  e164: string | null;
  iso2: string | null;
  country: string | null;
  prefix: string | null;
  jpyPerMinute: number | null;
  unitSeconds: number | null;
  risk: string[];
  reasons: string[];
}

/** What the command says of each distinct number, asked in one run. */
export async function understand(numbers: Iterable<string>): Promise<Map<string, Understood>> {
  const distinct = [...new Set(numbers)];
  const { code, stdout, stderr } = await sekisho(['number'], { stdin: `${distinct.join('\n')}\n` });
  if (code !== 0) throw new Error(`sekisho number: ${code} ${stderr}`);
  const lines = stdout.trimEnd().split('\n');
  const answers = lines.map((line) => JSON.parse(line) as Understood);
  return new Map(answers.map((answer) => [answer.raw, answer]));
}

/** What a leg cost in thousandths of a yen: what its switch says, else the contract's price. */
export function costOf(stop: SimulatedStop, understood: Understood): number {
  if (stop.costJpy !== undefined) return Math.round(stop.costJpy * 1000);
  return deckCost(understood, talkMsOf(stop));
}

function deckCost({ kind, jpyPerMinute, unitSeconds }: Understood, talkMs: number): number {
  if (kind !== 'international' || jpyPerMinute === null || unitSeconds === null) return 0;
  const units = Math.ceil(talkMs / (unitSeconds * 1000));
  return Math.round((units * unitSeconds * jpyPerMinute * 1000) / 60);
}
