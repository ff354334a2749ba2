/** What was dialled, without what surrounds it. */
export interface DialString {
  /** `+`, digits, `*` and `#` only; `''` where the text is no number. */
  readonly dialled: string;
  readonly outsideLineCut: boolean;
  readonly pauseCut: boolean;
}

// Longer than any address a switch writes; bounds the work that a hostile record can cause.
const LONGEST_TEXT = 1024;
const PLUS = 43;
const ZERO = 48;
const SCHEME = /^(?:sips?|tel|callto):/i;
const IP_ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}$/;
// Also what is copied along from spreadsheets and web pages: soft hyphens, bidirectional marks,
// and the long vowel mark that Japanese keyboards give for a dash.
const SEPARATORS = /[\s\-.()/\u30FC\u2010-\u2015\u2212\p{Cf}]/gu;
// A flag prefix may stand before the +.
const DIALLED = /^[\d*#]*\+?[\d*#]+$/;

/** Whether a text is ASCII digits, perhaps after a `+`, and can be read as it stands. Most are. */
export function isPlainDialled(text: string): boolean {
  const first = text.charCodeAt(0) === PLUS ? 1 : 0;
  for (let index = first; index < text.length; index++) {
    const digit = text.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9) return false;
  }
  return text.length > first;
}

/**
 * Takes a number out of a SIP or tel URI, a display form or full-width text. Digits for which
 * `isOutsideLine` holds are cut where a pause follows them, other pauses end the number.
 */
export function readDialString(
  raw: string,
  isOutsideLine: (digits: string) => boolean,
): DialString {
  const [first = '', ...later] = partsOf(raw);
  const outsideLineCut = later.length > 0 && isOutsideLine(first);
  const dialled = outsideLineCut ? (later[0] ?? '') : first;
  const pauseCut = later.length > (outsideLineCut ? 1 : 0);
  return { dialled: DIALLED.test(dialled) ? dialled : '', outsideLineCut, pauseCut };
}

/** The text of an address that is no number, such as `alice`. */
export function addressText(raw: string): string {
  return userPart(raw.slice(0, LONGEST_TEXT).normalize('NFKC').trim());
}

function partsOf(raw: string): string[] {
  if (raw.length > LONGEST_TEXT) return [];
  return addressText(raw)
    .split(',')
    .map((part) => withoutSeparators(part.trim()))
    .filter((part) => part !== '');
}

function userPart(text: string): string {
  const address = /<([^<>]*)>/.exec(text)?.[1] ?? text;
  const scheme = SCHEME.exec(address)?.[0] ?? '';
  const rest = address.slice(scheme.length);
  const at = rest.indexOf('@');
  if (at < 0 && /^sip/i.test(scheme)) return hostOnly(rest);
  const user = at < 0 ? rest : rest.slice(0, at).replace(/:.*$/s, '');
  return user
    .replace(/;.*$/s, '')
    .replace(/%([2-7][0-9a-f])/gi, decodeByte)
    .trim();
}

// sip:203.0.113.5 names a host; some switches still write sip:0312345678.
function hostOnly(rest: string): string {
  const host = rest.replace(/[;?:].*$/s, '');
  return host.includes('.') ? '' : host;
}

function decodeByte(_escape: string, hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}

function withoutSeparators(part: string): string {
  if (IP_ADDRESS.test(part)) return part;
  return part.replace(SEPARATORS, '').replace(/(?<=.)#+$/, '');
}
