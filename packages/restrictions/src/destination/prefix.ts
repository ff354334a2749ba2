const MOST_DIGITS = 10;
/** Country codes of two digits; all others but 1 and 7 have three. */
const TWO_DIGITS = /^(2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

/** Why a prefix cannot be restricted for a service, in words that tell the mend; or nothing. */
export function prefixFault(prefix: string, homeCountryCode: string): string | undefined {
  if (!/^[1-9]\d*$/.test(prefix)) {
    return 'write a country code and perhaps more digits, such as 224 or 22462';
  }
  if (prefix.length > MOST_DIGITS) {
    return `longer than ${MOST_DIGITS} digits; restrict the subscriber who calls one number`;
  }
  if (isShared(prefix)) return wordsOfShared(prefix);
  if (prefix.length < countryCodeLength(prefix))
    return 'shorter than a country code; write all of it';
  if (overlaps(prefix, homeCountryCode)) {
    return `+${homeCountryCode} is home: national calls are never restricted`;
  }
  return undefined;
}

/** +1 and +7 are several countries: too short a prefix would close more than one. */
function isShared(prefix: string): boolean {
  return (prefix.startsWith('1') || prefix.startsWith('7')) && prefix.length < 4;
}

function wordsOfShared(prefix: string): string {
  return `+${prefix[0]} is several countries; write the area code too, such as ${prefix[0]}876`;
}

function countryCodeLength(prefix: string): number {
  if (prefix.startsWith('1') || prefix.startsWith('7')) return 1;
  return TWO_DIGITS.test(prefix) ? 2 : 3;
}

/** Whether one of two prefixes holds the other. */
export function overlaps(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}
