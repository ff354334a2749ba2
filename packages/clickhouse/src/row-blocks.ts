import { EngineError } from './errors.ts';

/** What `readBlocks` reads: a line of names, then a line of values per row. */
export const ROW_FORMAT = 'JSONCompactEachRowWithNames';

type MakeRow<T> = (values: readonly unknown[]) => T;

/**
 * Rows out of the bytes of `ROW_FORMAT`, however they were cut. A block is parsed as one JSON text:
 * a raw line feed is always the end of a row there, and one parse a row takes twice the time.
 */
export async function* readBlocks<T>(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly T[]> {
  let rest: Uint8Array[] = [];
  let makeRow: MakeRow<T> | undefined;
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(10);
    if (end < 0) {
      rest.push(chunk);
      continue;
    }
    const block = parse(Buffer.concat([...rest, chunk.subarray(0, end)]));
    rest = [chunk.subarray(end + 1)];
    makeRow ??= compile<T>(block.shift());
    if (block.length > 0) yield block.map(makeRow);
  }
  if (Buffer.concat(rest).length > 0) throw new EngineError('engine-query', 'the answer broke off');
}

function parse(lines: Buffer): unknown[][] {
  try {
    return JSON.parse(`[${lines.toString('utf8').replaceAll('\n', ',')}]`) as unknown[][];
  } catch {
    // Its message would quote the rows.
    throw new EngineError('engine-query', 'the answer broke off');
  }
}

// Rows of one literal share one hidden class, which a loop over the names does not give.
function compile<T>(names: readonly unknown[] | undefined): MakeRow<T> {
  const fields = (names ?? []).map((name, index) => `${JSON.stringify(name)}: v[${index}]`);
  return new Function('v', `return {${fields.join(', ')}};`) as MakeRow<T>;
}
