/** What a rule saw at its worst. */
export interface SeenFinding {
  rule: string;
  observed: number;
  threshold: number;
  /** Seconds. */
  window: number;
}

/** What is known of an episode of suspicious calls, without a number in it. Times are epoch ms. */
export interface EpisodeFacts {
  /** When its first call began. */
  firstAt: number;
  lastAt: number;
  closedAt: number | null;
  severity: 'warning' | 'critical';
  /** 0–100. */
  score: number;
  calls: number;
  costMilliYen: number;
  /** Country keys. */
  countries: readonly string[];
  findings: readonly SeenFinding[];
  /** Names of the evidence that gave points, the weightiest first. */
  evidence: readonly string[];
}

/**
 * How the calls came about: `registration`, somebody poses as an extension of a PBX that the
 * Internet reaches; `call-through`, somebody dials in and out again.
 */
export type AbuseKind = 'registration' | 'call-through';

const CALL_THROUGH = ['rides-on-inbound', 'forwarded'];

export function abuseKindOf({ evidence }: Pick<EpisodeFacts, 'evidence'>): AbuseKind {
  return evidence.some((name) => CALL_THROUGH.includes(name)) ? 'call-through' : 'registration';
}
