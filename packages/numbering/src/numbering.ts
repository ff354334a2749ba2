import { createClassify } from './classify.ts';
import { compilePlan } from './compiled-plan.ts';
import { costMilliYen } from './cost.ts';
import type { CountryTable } from './countries.ts';
import { describeNumber } from './describe.ts';
import type { Destination } from './destination.ts';
import { createDestinationTrie } from './destination-trie.ts';
import type { DialPlan } from './dial-plan.ts';
import { isPlainDialled, readDialString } from './dial-string.ts';
import { createHome } from './home.ts';
import { maskNumber } from './mask.ts';
import type { Interpretation } from './number-readers.ts';
import { behindOutsideLine, withReason } from './outside-line.ts';
import { createPlausibleLength } from './plausible-length.ts';
import { buildPrefixTree } from './prefix-tree.ts';
import type { RateDeck } from './rate-deck.ts';
import type { RiskList } from './risk-list.ts';
import type { NumberDescription, UnderstoodNumber } from './understood-number.ts';

export interface NumberingParts {
  readonly dialPlan: DialPlan;
  readonly countries: CountryTable;
  readonly rates: RateDeck;
  readonly riskLists: readonly RiskList[];
  /** Digits that stand in front of outside calls where `understand` names none. */
  readonly outsideLine?: string;
}

/** `name@hash` of the content of each data file; of several risk lists, joined by commas. */
export interface DataVersions {
  readonly dialPlan: string;
  readonly rates: string;
  readonly riskLists: string;
  readonly countries: string;
}

export interface Numbering {
  /** Never throws, whatever the string. `outsideLine` belongs to the source of the record. */
  understand(raw: string, outsideLine?: string): UnderstoodNumber;
  describe(raw: string): NumberDescription;
  /** At most 24 characters, for storage and display. */
  mask(understood: UnderstoodNumber, raw: string): string;
  /** Whether a number of so many digits, country code included, can exist at a destination. */
  isPlausibleLength(destination: Destination, digits: number): boolean;
  /** Thousandths of a yen for `talkMs` (integer milliseconds, 0 or more); `null` if unrated. */
  costMilliYen(destination: Destination, talkMs: number): number | null;
  readonly versions: DataVersions;
  /** All that numbers can lead to abroad, each at its index. */
  readonly destinations: readonly Destination[];
}

export function createNumbering(parts: NumberingParts): Numbering {
  const { outsideLine = '' } = parts;
  const interpretation = interpretationOf(parts);
  const understand = createUnderstand(parts, interpretation);
  return {
    understand: (raw, line = outsideLine) => understand(raw, line),
    describe: (raw) => describeNumber(raw, understand(raw, outsideLine)),
    mask: (understood, raw) =>
      maskNumber(understood, raw, isOutsideLine(parts.dialPlan, outsideLine)),
    isPlausibleLength: interpretation.plausibleLength,
    costMilliYen,
    versions: versionsOf(parts),
    destinations: interpretation.trie.destinations,
  };
}

function createUnderstand(
  parts: NumberingParts,
  interpretation: Interpretation,
): (raw: string, outsideLine: string) => UnderstoodNumber {
  const classify = createClassify(interpretation);
  return (raw, outsideLine) => {
    if (isPlainDialled(raw)) return behindOutsideLine(raw, outsideLine, classify);
    const read = readDialString(raw, isOutsideLine(parts.dialPlan, outsideLine));
    let understood = behindOutsideLine(
      read.dialled,
      read.outsideLineCut ? '' : outsideLine,
      classify,
    );
    if (read.pauseCut) understood = withReason(understood, 'pause');
    return read.outsideLineCut ? withReason(understood, 'outside-line') : understood;
  };
}

function interpretationOf({
  dialPlan,
  countries,
  rates,
  riskLists,
}: NumberingParts): Interpretation {
  const root = buildPrefixTree(countries.rows, rates.rows, riskLists);
  const trie = createDestinationTrie(
    root,
    riskLists.map((list) => list.name),
  );
  const home = createHome(dialPlan, countries, trie.destinations.length);
  return {
    plan: compilePlan(dialPlan),
    trie,
    home,
    trunkPrefix: dialPlan.trunkPrefix,
    plausibleLength: createPlausibleLength(countries.rows),
  };
}

function isOutsideLine(plan: DialPlan, named: string): (digits: string) => boolean {
  return (digits) => digits === named || plan.outsideLine.includes(digits);
}

function versionsOf({ dialPlan, countries, rates, riskLists }: NumberingParts): DataVersions {
  return {
    dialPlan: dialPlan.version,
    rates: rates.version,
    riskLists: riskLists.map((list) => list.version).join(','),
    countries: countries.version,
  };
}
