import { type Cdr, type Doubt, doubt } from '@sekisho/cdr';
import type { Numbering } from '@sekisho/numbering';

const OUTSIDE_LINES = ['0', '9', '8', '7', '1', '00'];
const FEWEST = 3;
/** Of the numbers called, so many have to become known before a change is proposed. */
const SHARE = 0.3;

/** Numbers that customers called, as the records have them. */
export function calledNumbers(records: readonly Cdr[]): string[] {
  return records.flatMap(({ called, direction }) =>
    called === undefined || called === '' || direction === 'inbound' ? [] : [called],
  );
}

export interface OutsideLine {
  readonly digits: string;
  /** Why, of all numbers called. */
  readonly why: string;
}

/** The digits for an outside line that stand in front of most numbers, if cutting them helps. */
export function findOutsideLine(
  called: readonly string[],
  numbering: Numbering,
): OutsideLine | undefined {
  const without = countKnown(called, numbering);
  const rated = OUTSIDE_LINES.map((digits) => ({
    digits,
    known: countKnown(called, numbering, digits),
  })).sort((a, b) => b.known - a.known);
  const best = rated[0];
  if (best === undefined || best.known - without < Math.max(FEWEST, called.length * SHARE)) {
    return undefined;
  }
  const { digits, known } = best;
  const why = `${known} of ${called.length} called numbers make sense with a ${digits} in front cut, ${without} as they stand`;
  return { digits, why };
}

/** What is likely where many called numbers make no sense. */
export function unknownDoubts(
  called: readonly string[],
  numbering: Numbering,
  plans: () => readonly { name: string; numbering: Numbering }[],
): Doubt[] {
  const unknown = called.filter((number) => numbering.understand(number).kind === 'unknown');
  if (unknown.length < FEWEST || unknown.length < called.length * SHARE) return [];
  const share = `${unknown.length} of ${called.length} called numbers are unknown`;
  const plan = betterPlan(called, numbering, plans());
  if (plan !== undefined) {
    return [doubt('?dial-plan', `${share}; more make sense with --dial-plan ${plan}`)];
  }
  return [doubt('?unknown-numbers', `${share}: ${likelyReason(unknown, numbering)}`)];
}

function likelyReason(unknown: readonly string[], numbering: Numbering): string {
  const isMost = (is: (number: string) => boolean) =>
    unknown.filter(is).length >= unknown.length * 0.6;
  if (isMost((number) => !/\d{3}/.test(number))) {
    return 'they are no numbers, so called is likely the wrong column';
  }
  if (isMost((number) => /^\d{2,5}$/.test(number))) {
    return 'they are short, likely calls between extensions; leave such rows out with only, or see that called is the number dialled and not the extension';
  }
  const isWithoutZero = (number: string) =>
    /^[1-9]\d{8,}$/.test(number) && numbering.understand(`0${number}`).kind === 'domestic';
  if (isMost(isWithoutZero)) {
    return 'they make sense with a 0 in front, which spreadsheets cut off; export the file again, as text';
  }
  const isWithoutPlus = (number: string) =>
    /^[1-9]\d{7,14}$/.test(number) && numbering.understand(`+${number}`).kind !== 'unknown';
  if (isMost(isWithoutPlus)) {
    return 'they look like numbers with a country code but without +, as a switch writes them after translation; take the column as dialled';
  }
  return 'called is the wrong column, or the dial plan is another one; see sekisho number for single ones';
}

/** By international numbers alone: some plans find a domestic number in anything. */
function betterPlan(
  called: readonly string[],
  numbering: Numbering,
  plans: readonly { name: string; numbering: Numbering }[],
): string | undefined {
  const abroad = (of: Numbering) =>
    called.filter((number) => {
      const { kind, destination } = of.understand(number);
      return kind === 'international' && destination?.class !== 'unallocated';
    }).length;
  const now = abroad(numbering);
  const rated = plans
    .map((plan) => ({ name: plan.name, abroad: abroad(plan.numbering) }))
    .sort((a, b) => b.abroad - a.abroad);
  const best = rated[0];
  return best !== undefined && best.abroad - now >= Math.max(3, called.length * 0.1)
    ? best.name
    : undefined;
}

function countKnown(called: readonly string[], numbering: Numbering, outsideLine = ''): number {
  return called.filter((number) => {
    const { kind, destination } = numbering.understand(number, outsideLine);
    return kind !== 'unknown' && destination?.class !== 'unallocated';
  }).length;
}
