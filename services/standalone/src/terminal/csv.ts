/** A line of a CSV file, with its LF; values are quoted where they must be. */
export function csvLine(values: readonly (string | number)[]): string {
  return `${values.map((value) => quoted(String(value))).join(',')}\n`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
