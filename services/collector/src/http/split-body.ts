import type { LineBatch } from '../line-batch.ts';
import { LineSplitter } from '../line-splitter.ts';
import { isBlank, splitArray } from './split-array.ts';

const OPEN_ARRAY = 0x5b;
const BOM = Buffer.from('\uFEFF');

/** The records of a body: of a JSON array when it begins with a `[`, else of NDJSON. */
export function* splitBody(body: Buffer): Generator<LineBatch> {
  let first = body.subarray(0, BOM.length).equals(BOM) ? BOM.length : 0;
  while (isBlank(body[first])) first++;
  if (body[first] === OPEN_ARRAY) {
    yield splitArray(body, first);
    return;
  }
  const splitter = new LineSplitter('');
  yield* splitter.push(body);
  yield* splitter.end();
}
