const WORDS = [
  '-',
  '--',
  'NULL',
  'null',
  '(null)',
  'N/A',
  'n/a',
  '\\N',
  'none',
  'None',
  'nil',
  'undefined',
  'なし',
];

const ZERO_TIME =
  /^(?:0+(?:\.0+)?|0001-01-01[T ]00:00:00(?:\.0+)?Z?|0000[-/]00[-/]00(?:[ T]00:00(?::00)?)?|1970[-/]01[-/]01[ T]00:00:00)$/;

/** Whether a cell says that there is no value: empty, or a word that stands for that. */
export function isAbsentValue(cell: string): boolean {
  return cell === '' || WORDS.includes(cell);
}

/** Of a time also 0, which is how many systems write that it did not happen. */
export function isAbsentTime(cell: string): boolean {
  return isAbsentValue(cell) || ZERO_TIME.test(cell);
}

/** The words among `cells` that a mapping has to name as absent; an empty cell is in any case. */
export function absentWords(
  cells: readonly string[],
  isAbsent: (cell: string) => boolean,
): string[] {
  return [...new Set(cells.filter((cell) => cell !== '' && isAbsent(cell)))].slice(0, 8);
}
