import { bestBy } from './best-by.ts';
import { calledColumn } from './called-column.ts';
import { type ColumnFacts, uniqueShare } from './column-facts.ts';
import { type Doubt, doubt } from './doubt.ts';
import { nameOf } from './sample-table.ts';

export interface NumberGuess {
  readonly called: ColumnFacts | undefined;
  readonly calling: ColumnFacts | undefined;
  readonly line: ColumnFacts | undefined;
  readonly subscriber: ColumnFacts | undefined;
  readonly doubts: readonly Doubt[];
}

const MOSTLY = 0.6;
const SAID = 3;

/** Which columns hold the number called, the one that called, the line and the contract. */
export function numberFields(
  facts: readonly ColumnFacts[],
  taken: ReadonlySet<ColumnFacts>,
): NumberGuess {
  const numbers = facts.filter((fact) => !taken.has(fact) && isNumbers(fact));
  const subscriber = facts.find((fact) => !taken.has(fact) && isContract(fact, numbers));
  const others = numbers.filter((fact) => fact !== subscriber);
  const { called, own, doubts } = calledColumn(others);
  const callers = others.filter(
    (fact) => fact !== called && (fact === own || fact.says('called') < SAID),
  );
  const calling = bestBy(callers, (fact) => fact.says('calling'));
  const named = callers.find((fact) => fact.says('subscriber') === SAID && areTelephones(fact));
  const line =
    bestBy(callers, (fact) => fact.says('line')) ?? named ?? own ?? calling ?? fewest(callers);
  return {
    called,
    // The subscriber's own number is not the one that called on inbound rows.
    calling: calling ?? (line !== named && line?.says('line') === 0 ? line : undefined),
    line,
    subscriber,
    doubts: [
      ...doubts.filter(({ code }) => code !== '?line' || line !== named),
      ...ownDoubts(called, line, subscriber),
    ],
  };
}

/** One contract for all of several lines is the name of the carrier or of its customer's group. */
function isContract(fact: ColumnFacts, numbers: readonly ColumnFacts[]): boolean {
  if (fact.says('subscriber') < SAID || fact.filled === 0 || areTelephones(fact)) return false;
  const own = numbers.filter((each) => each.says('called') === 0 && each !== fact);
  return fact.distinct.size > 1 || own.every((each) => each.distinct.size <= 1);
}

const TELEPHONE = /^(?:0\d{8,10}|\+\d{8,15})$/;

/** What a carrier calls the number of a subscriber is the telephone's: a line, whose contract is the directory's. */
function areTelephones({ distinct }: ColumnFacts): boolean {
  const telephones = [...distinct.keys()].filter((cell) =>
    TELEPHONE.test(cell.replace(/[\s\-.()]/g, '')),
  );
  return telephones.length >= MOSTLY * distinct.size;
}

/** By content, or by a name that says so, where the content may be names of SIP users. */
function isNumbers(fact: ColumnFacts): boolean {
  const named = Math.max(fact.says('called'), fact.says('calling'), fact.says('line')) === SAID;
  if (named) return fact.amounts === undefined || !isSmall(fact) || fact.dialled > 0;
  if (fact.dialled < MOSTLY || isSmall(fact)) return false;
  return NO_NUMBERS.every((role) => fact.says(role) < SAID);
}

const NO_NUMBERS = [
  'callId',
  'correlationId',
  'cost',
  'cause',
  'result',
  'sourceIp',
  'trunk',
  'talkTime',
  'duration',
  'otherTime',
  'divertedFrom',
  'startedAt',
  'endedAt',
  'answeredAt',
] as const;

/** Amounts and codes: digits, but too few of them for numbers that are dialled. */
function isSmall({ distinct }: ColumnFacts): boolean {
  const long = [...distinct.keys()].filter((cell) => cell.replace(/\D/g, '').length >= 5).length;
  return long < distinct.size / 2;
}

function ownDoubts(
  called: ColumnFacts | undefined,
  line: ColumnFacts | undefined,
  subscriber: ColumnFacts | undefined,
): Doubt[] {
  const doubts: Doubt[] = [];
  if (line === undefined && subscriber === undefined) {
    doubts.push(
      doubt('?line', 'no column says whose call it was; line or subscriber is to be named'),
    );
  } else if (subscriber === undefined && line !== undefined) {
    const message = `no column names the contract: each ${nameOf(line.column)} is its own subscriber unless a directory knows it`;
    doubts.push(doubt('?subscriber', message));
  } else if (
    subscriber !== undefined &&
    subscriber.filled < subscriber.column.values.length &&
    line === undefined
  ) {
    doubts.push(
      doubt(
        '?subscriber',
        `${nameOf(subscriber.column)} is empty on some rows, and no column is the line`,
      ),
    );
  }
  if (line !== undefined && OWN.every((role) => line.says(role) === 0)) {
    const than =
      called === undefined ? '' : `; it has fewer different ones than ${nameOf(called.column)}`;
    doubts.push(
      doubt(
        '?line',
        `no name says which column is the line; ${nameOf(line.column)} is taken${than}`,
      ),
    );
  }
  return doubts;
}

const OWN = ['line', 'calling', 'called'] as const;

/** The own numbers repeat, but are not all the same if there is another column. */
function fewest(numbers: readonly ColumnFacts[]): ColumnFacts | undefined {
  return bestBy(numbers, (fact) => {
    const whole = [...fact.distinct.keys()].filter((cell) => /^[+0]\d{8,}$/.test(cell)).length;
    return (
      1 -
      uniqueShare(fact) / 2 +
      (fact.distinct.size > 1 ? 1 : 0) +
      whole / (fact.distinct.size || 1)
    );
  });
}
