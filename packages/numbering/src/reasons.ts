/** Every code that `reasons` may hold, with its meaning; a code that ends in `:` carries a value. */
export const REASONS = {
  'outside-line': 'a digit for the outside line stood in front and was cut',
  pause: 'digits after a pause were cut: they are dialled after the answer',
  withheld: "a prefix withheld the caller's number",
  sent: "a prefix sent the caller's number",
  'route:': 'a prefix chose the network',
  'carrier:': 'a code chose the carrier',
  'dialled-home': 'the international prefix was dialled for a number of the home country',
  unallocated: 'the country code is not assigned',
  'class:':
    'the destination is no ordinary country: satellite, network, premium, freephone, or as the deck says',
  'candidate:':
    'the country, or + and network code, that an unknown number may have been meant for',
} as const;

/** A code of the table, with its value where it carries one. */
export type Reason = {
  [Code in keyof typeof REASONS]: Code extends `${string}:` ? `${Code}${string}` : Code;
}[keyof typeof REASONS];

export const NO_REASONS: readonly Reason[] = Object.freeze([]);
