import { sekisho } from './sekisho.ts';

export type Row = Record<string, unknown>;

/** Asks the store in a data folder; 64-bit integers come as numbers. */
export async function ask(data: string, query: string): Promise<Row[]> {
  const settled = `${query} settings output_format_json_quote_64bit_integers = 0`;
  const { code, stdout, stderr } = await sekisho([
    'sql',
    settled,
    '--data',
    data,
    '--format',
    'JSONEachRow',
  ]);
  if (code !== 0) throw new Error(`sekisho sql: ${code} ${stderr} of ${query}`);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}
