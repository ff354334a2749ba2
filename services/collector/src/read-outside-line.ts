import type { OutsideLineCut } from '@sekisho/cdr';
import type { Numbering } from '@sekisho/numbering';

/** In a long text the digits stand in front, or it is no number. */
const MOST_PLACES = 8;

/**
 * Cuts outside-line digits as the dial plan tells: the cut form wins, and where it makes no sense
 * and the whole does, the digits were not in front.
 */
export function createOutsideLineCut({
  understand,
}: Pick<Numbering, 'understand'>): OutsideLineCut {
  return (called, digits) => {
    if (!called.includes(digits)) return called;
    const meant = understand(called, digits);
    if (!meant.reasons.includes('outside-line')) return called;
    for (const text of withoutDigits(called, digits)) {
      const { kind, e164 } = understand(text, '');
      if (kind === meant.kind && e164 === meant.e164) return text;
    }
    return called;
  };
}

/** The text without the digits at one place, those in front first: a URI has a scheme before them. */
function* withoutDigits(text: string, digits: string): Generator<string> {
  let at = text.indexOf(digits);
  for (let place = 0; at >= 0 && place < MOST_PLACES; place++) {
    yield text.slice(0, at) + text.slice(at + digits.length);
    at = text.indexOf(digits, at + 1);
  }
}
