const PREFIX = /^(?:\+|(?:18[46])?(?:0033|001|0061|009130)?010)/;

/** The number of a call abroad in E.164 without the plus; as dialled in a form unknown here. */
export function e164(called: string): string {
  return called.replace(PREFIX, '');
}
