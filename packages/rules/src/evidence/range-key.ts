/** Whether a key names a range, which is digits; others name countries. */
export function isRangeKey(key: string): boolean {
  return key >= '0' && key < ':';
}
