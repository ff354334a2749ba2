/** What an engineer should look at before trusting a proposal, what may do most harm first. */
const DOUBTS = [
  '?encoding',
  '?refused',
  '?called',
  '?callId',
  '?times',
  '?date-order',
  '?unit',
  '?duration',
  '?outside-line',
  '?dial-plan',
  '?unknown-numbers',
  '?line',
  '?lines',
  '?midnight',
  '?columns',
  '?header',
  '?only',
  '?answered',
  '?end-is-start',
  '?cost',
  '?zone',
  '?direction',
  '?subscriber',
] as const;

export type DoubtCode = (typeof DOUBTS)[number];

/** `message` is one sentence that says what was assumed and why; it holds no telephone number. */
export interface Doubt {
  readonly code: DoubtCode;
  readonly message: string;
}

export function doubt(code: DoubtCode, message: string): Doubt {
  return { code, message };
}

/** Compares doubts, those that may do most harm first. */
export function byWeight(a: Doubt, b: Doubt): number {
  return DOUBTS.indexOf(a.code) - DOUBTS.indexOf(b.code);
}
