import type { CanonicalValue, MappedField } from '../mapping/mapping.ts';
import type { ColumnFacts } from './column-facts.ts';
import { type Doubt, doubt } from './doubt.ts';
import { nameOf } from './sample-table.ts';

export interface DirectionGuess {
  readonly fact: ColumnFacts | undefined;
  readonly field: MappedField | undefined;
  readonly hasInbound: boolean;
  readonly doubts: readonly Doubt[];
}

const OUTBOUND =
  /^(?:o|out|outbound|outgoing|outward|orig|originat(?:e|ed|ing|ion)|mo|moc|発|発信|発呼|外線発信|発信呼|発信通話)(?:[ _-]?(?:call|leg|通話))?$/i;
const INBOUND =
  /^(?:i|in|inbound|incoming|inward|t|term|terminat(?:e|ed|ing|ion)|mt|mtc|着|着信|着呼|外線着信|着信呼|着信通話)(?:[ _-]?(?:call|leg|通話))?$/i;
const MOST_VALUES = 12;

/** The column that says whether the subscriber called or was called. */
export function directionField(facts: readonly ColumnFacts[]): DirectionGuess {
  const rated = facts
    .map((fact) => ({ fact, known: knownShare(fact), said: fact.says('direction') }))
    .filter(({ known, said, fact }) => isDirection(fact, known, said))
    .sort((a, b) => b.known + b.said - (a.known + a.said));
  const fact = rated[0]?.fact;
  if (fact === undefined)
    return { fact, field: undefined, hasInbound: false, doubts: [allOutbound()] };
  const values: Record<string, CanonicalValue> = {};
  for (const word of fact.distinct.keys()) {
    const is = directionOf(word);
    if (is !== undefined) values[word] = is;
  }
  return {
    fact,
    field: { column: fact.column.key, values, otherwise: 'outbound' },
    hasInbound: Object.values(values).includes('inbound'),
    doubts: otherWords(fact),
  };
}

/** One letter may stand for anything, unless the name says direction. */
function isDirection({ distinct }: ColumnFacts, known: number, said: number): boolean {
  if (known === 0 || distinct.size > MOST_VALUES) return false;
  const isOfLetters = [...distinct.keys()].every((word) => /^[a-z]$/i.test(word));
  return said > 0 ? known > 0.2 : known >= 0.9 && !isOfLetters;
}

function knownShare({ distinct, filled }: ColumnFacts): number {
  let known = 0;
  for (const [word, count] of distinct) if (directionOf(word) !== undefined) known += count;
  return filled === 0 ? 0 : known / filled;
}

function directionOf(word: string): 'outbound' | 'inbound' | undefined {
  const plain = word.normalize('NFKC');
  if (OUTBOUND.test(plain)) return 'outbound';
  return INBOUND.test(plain) ? 'inbound' : undefined;
}

function allOutbound(): Doubt {
  return doubt('?direction', 'no column says who called: every row is taken as outbound');
}

function otherWords(fact: ColumnFacts): Doubt[] {
  const words = [...fact.distinct.keys()].filter((word) => directionOf(word) === undefined);
  const shown = words.map((word) => JSON.stringify(word)).join(', ');
  return words.length === 0
    ? []
    : [
        doubt(
          '?direction',
          `${nameOf(fact.column)}: ${shown} taken as outbound, so that nothing goes unseen`,
        ),
      ];
}
