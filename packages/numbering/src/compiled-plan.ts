import type { DialPlan } from './dial-plan.ts';
import { NO_REASONS, type Reason } from './reasons.ts';

/** The patterns of a dial plan, each over a whole dialled string. */
export interface CompiledPlan {
  /** Group: flags. */
  readonly emergency: RegExp;
  /** Group: flags. */
  readonly short: RegExp;
  /** Groups: flags, carrier code, E.164 digits. */
  readonly international: RegExp;
  /** A domestic number without anything in front. */
  readonly domestic: RegExp;
  /** Groups: flags, carrier code, domestic number. */
  readonly selected: RegExp;
  /** Group: flags. */
  readonly local: RegExp;
  /** Groups: flags, E.164 digits. */
  readonly plus: RegExp;
  /** Group: E.164 digits. */
  readonly candidates: readonly RegExp[];
  /** What a run of flags and a carrier code say. */
  reasonsOf(flags: string | undefined, carrier?: string): readonly Reason[];
}

export function compilePlan(plan: DialPlan): CompiledPlan {
  const flag = anyOf(Object.keys(plan.flags).map(literal));
  const behindFlags = (pattern: string) => new RegExp(`^(${flag}*)${pattern}$`);
  const domestic = anyOf(plan.domestic);
  return {
    emergency: behindFlags(anyOf(plan.emergency)),
    short: behindFlags(anyOf(plan.short)),
    international: new RegExp(plan.international),
    domestic: new RegExp(`^${domestic}$`),
    selected: behindFlags(`(${plan.carrier || NOTHING})?(${domestic})`),
    local: behindFlags(anyOf(plan.local)),
    plus: behindFlags('\\+([1-9]\\d{4,14})'),
    candidates: plan.candidates.map((source) => new RegExp(source)),
    reasonsOf: reasonReader(plan, new RegExp(flag, 'g')),
  };
}

// A list without entries must match nothing, not the empty string.
const NOTHING = '(?!)';

function anyOf(pieces: readonly string[]): string {
  return `(?:${pieces.map((piece) => `(?:${piece})`).join('|') || NOTHING})`;
}

function literal(text: string): string {
  return text.replace(/[*#]/g, '\\$&');
}

function reasonReader(plan: DialPlan, oneFlag: RegExp): CompiledPlan['reasonsOf'] {
  return (flags, carrier) => {
    if (!flags && !carrier) return NO_REASONS;
    const reasons = new Set<Reason>();
    for (const flag of flags?.match(oneFlag) ?? []) reasons.add(flagReason(plan, flag));
    if (carrier) reasons.add(`carrier:${carrier}`);
    return [...reasons];
  };
}

function flagReason(plan: DialPlan, flag: string): Reason {
  const meaning = plan.flags[flag];
  return meaning === 'withheld' || meaning === 'sent' ? meaning : `route:${flag}`;
}
