import {
  EVIDENCE,
  EVIDENCE_NAMES,
  type EvidenceName,
  type TermForm,
  termValue,
} from '@sekisho/rules';

/** One column that a weight is fitted for, by the name that a file of weights gives it. */
export interface FitTerm {
  name: string;
  first: number;
  second: number;
  form: TermForm;
  knot: number;
}

/** What is too weak, or too much a matter of a provider's habits, to be weighed in pairs. */
const ALONE: readonly EvidenceName[] = [
  'price',
  'new-dial-form',
  'talk-24h',
  'new-subscriber',
  'calls-7d',
  'exposure-7d',
];

function mayPair(one: EvidenceName, other: EvidenceName): boolean {
  return EVIDENCE[one] !== EVIDENCE[other] && !ALONE.includes(one) && !ALONE.includes(other);
}

/** All that evidence can be made of. @param knots what lawful traffic hardly reaches, by name */
export function fitTerms(knots: Readonly<Record<string, number>>): FitTerm[] {
  const terms: FitTerm[] = [];
  EVIDENCE_NAMES.forEach((name, first) => {
    const knot = knots[name] ?? 0;
    terms.push({ name, first, second: first, form: 'plain', knot });
    terms.push({ name: `${name}~`, first, second: first, form: 'levelling', knot });
    terms.push({ name: `${name}^`, first, second: first, form: 'beyond', knot });
    EVIDENCE_NAMES.forEach((other, second) => {
      if (second > first && mayPair(name, other))
        terms.push({ name: `${name}×${other}`, first, second, form: 'pair', knot });
    });
  });
  return terms;
}

/** The value of each term, as the model weighs it. */
export function termValues(
  terms: readonly FitTerm[],
  strengths: ArrayLike<number>,
  into: Float32Array,
): void {
  for (let i = 0; i < terms.length; i++) into[i] = termValue(terms[i]!, strengths);
}
