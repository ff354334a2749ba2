/** The lines, credentials and trunks of a contract, as the directory writes them. */
export type LinesOf = (subscriber: string) => Promise<readonly string[]>;

export const LINE_FORMS = ['as-written', 'national', 'e164'] as const;
export type LineForm = (typeof LINE_FORMS)[number];

export interface IdentityOptions {
  linesOf: LinesOf;
  /** How the switch writes a line that is a number; each of them is barred. */
  forms: readonly LineForm[];
  /** Of the numbers; default 81. */
  countryCode?: string;
}

/** What stands for a contract of which nothing is known but a line. */
const UNNAMED = 'line:';

/** All that a switch may know a contract by: its own name, and each of its lines. */
export async function identitiesOf(
  subscriber: string,
  { linesOf, forms, countryCode = '81' }: IdentityOptions,
): Promise<string[]> {
  const lines = subscriber.startsWith(UNNAMED)
    ? [subscriber.slice(UNNAMED.length)]
    : [subscriber, ...(await linesOf(subscriber))];
  return [...new Set(lines.flatMap((line) => formsOf(line, forms, countryCode)))];
}

export function formsOf(line: string, forms: readonly LineForm[], countryCode: string): string[] {
  const digits = line.replaceAll(/[-.() ]/g, '');
  const international = `+${countryCode}`;
  const national = digits.startsWith(international)
    ? `0${digits.slice(international.length)}`
    : digits;
  const isNumber = /^0[1-9]\d{5,12}$/.test(national);
  return forms.map((form) => {
    if (form === 'as-written' || !isNumber) return line;
    return form === 'national' ? national : `${international}${national.slice(1)}`;
  });
}
