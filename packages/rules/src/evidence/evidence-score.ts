import type { SubscriberTraits } from '../leg.ts';
import type { LocalClock } from '../local-time.ts';
import type { ActiveRule } from '../rule-set.ts';
import type { RuleSetDocument } from '../rule-set-schema.ts';
import type { Rule } from '../rules/rule.ts';
import type { DestinationThresholds } from './destination-case.ts';
import { EvidenceModel } from './evidence-model.ts';
import { isJapaneseHoliday } from './japanese-holidays.ts';
import { type WeightsDocument, weightsSchema } from './weights-document.ts';

/** The text of a file of weights that a rule set names, and its name for people. */
export type ReadWeights = (name: string) => { text: string; version: string };

/** Weights that cannot be used; the message names the mend. */
export class WeightsError extends Error {
  readonly code = 'BAD_WEIGHTS';
  override readonly name = 'WeightsError';
}

/** The evidence part of a rule set, ready to run. */
export interface EvidenceScore {
  model: EvidenceModel;
  /** As what its finding is shown. */
  rule: ActiveRule;
  /** Points, in thousandths, at which a person is asked. */
  ask: number;
  /** Points at which international calls are closed. */
  restrict: number;
  /** What makes a destination a case for people. */
  destinations: DestinationThresholds;
  slotOf(epochMs: number): number;
  dayOf(epochMs: number): number;
}

/** Points are shown with three digits. */
export const POINT = 1000;
const DAY_MS = 86_400_000;
/** Begin and end of an hour of any zone fall on one. */
const QUARTER_MS = 900_000;
const MOST_REMEMBERED = 20_000;

const scored: Rule = {
  unit: 'points',
  scale: POINT,
  evidence: 'novel',
  grows: true,
  measure: () => 0,
};

export function noWeights(name: string): never {
  throw new WeightsError(`weights “${name}” cannot be read here; leave evidence out`);
}

export function compileEvidence(
  { weights, ask, restrict, without, destinations }: NonNullable<RuleSetDocument['evidence']>,
  clock: LocalClock,
  read: ReadWeights,
): EvidenceScore {
  const { text, version } = read(weights);
  const document = parseWeights(text, weights);
  return {
    model: modelOf(document, version, without),
    rule: {
      id: 'evidence',
      rule: scored,
      windowMs: DAY_MS,
      perPrefix: false,
      tiersFor: (_: SubscriberTraits) => undefined,
    },
    ask: (ask ?? document.ask) * POINT,
    restrict: (restrict ?? document.restrict) * POINT,
    destinations: thresholdsOf(destinations),
    slotOf: createSlots(clock),
    dayOf: (epochMs) => clock(epochMs).day,
  };
}

// Asked for each leg, hardly ever for another quarter of an hour than one of the last.
function createSlots(clock: LocalClock): EvidenceScore['slotOf'] {
  const known = new Map<number, number>();
  return (epochMs) => {
    const quarter = Math.floor(epochMs / QUARTER_MS);
    let slot = known.get(quarter);
    if (slot === undefined) {
      const { minuteOfDay, weekday, day } = clock(epochMs);
      const isOff = weekday === 0 || weekday === 6 || isJapaneseHoliday(day);
      slot = Math.floor(minuteOfDay / 60) + (isOff ? 24 : 0);
      if (known.size === MOST_REMEMBERED) known.clear();
      known.set(quarter, slot);
    }
    return slot;
  };
}

function thresholdsOf({
  quietAfter,
  ...thresholds
}: NonNullable<RuleSetDocument['evidence']>['destinations']): DestinationThresholds {
  return { ...thresholds, quietAfterMs: quietAfter * 1000 };
}

/** @throws WeightsError naming what is wrong where */
export function parseWeights(text: string, name: string): WeightsDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new WeightsError(`weights “${name}” are no JSON; write them with sekisho fit`, {
      cause: error,
    });
  }
  const parsed = weightsSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new WeightsError(
    `weights “${name}”: ${issue?.path.join('.')}: ${issue?.message}; write them with sekisho fit`,
  );
}

function modelOf(
  document: WeightsDocument,
  version: string,
  without: readonly string[],
): EvidenceModel {
  try {
    return new EvidenceModel(document, version, without);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new WeightsError(error.message, { cause: error });
  }
}
