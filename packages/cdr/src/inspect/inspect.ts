import { detectFormat } from '../format.ts';
import type { RecordFormat } from '../formats.ts';
import { checkMapping } from '../mapping/check-mapping.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { delimitedForm } from './delimited-form.ts';
import type { Doubt } from './doubt.ts';
import { foreignKind } from './file-kind.ts';
import { fixedForm } from './fixed-form.ts';
import { type FormGuess, MOST_ROWS } from './form-guess.ts';
import { decodeText, type Encoding, guessEncoding } from './guess-encoding.ts';
import { jsonDocuments } from './json-documents.ts';
import { jsonForm } from './json-form.ts';
import { listInside } from './json-list.ts';
import { type FieldOptions, proposeFields } from './propose-fields.ts';

/** What a file is. */
export type Inspection =
  /** One of the forms that are read without a mapping. */
  | { kind: 'format'; format: RecordFormat }
  /** `lacks` says what of the mapping a person has to fill in before it can be used. */
  | { kind: 'mapping'; mapping: Mapping; doubts: readonly Doubt[]; lacks: readonly string[] }
  /** No records were found; `why` ends in what to do. */
  | { kind: 'unknown'; why: string };

export interface InspectOptions extends FieldOptions {
  /** What the mapping is to name as the source. */
  readonly source?: string | undefined;
}

const HEAD_BYTES = 65_536;
const LF = 0x0a;

/**
 * Tells what the beginning of a file is, unpacked and cut at a line end where it is not the whole
 * file. Never throws, whatever the bytes.
 */
export function inspect(sample: Buffer, options: InspectOptions): Inspection {
  const bytes = withoutMark(sample);
  if (bytes.every((byte) => byte <= 0x20)) return { kind: 'unknown', why: 'it is empty' };
  const foreign = foreignKind(bytes);
  if (foreign !== undefined) return { kind: 'unknown', why: `it is ${foreign}` };
  const format = detectFormat(bytes.subarray(0, HEAD_BYTES));
  if (format !== undefined && (format !== 'ndjson' || isContractForm(bytes))) {
    return { kind: 'format', format };
  }
  const { encoding, doubts } = guessEncoding(bytes);
  const guess = formOf(bytes, encoding);
  if (typeof guess === 'string') return { kind: 'unknown', why: guess };
  if (guess.table.rows === 0) return { kind: 'unknown', why: NO_ROWS };
  return propose(guess, doubts, options);
}

const NO_ROWS = 'it has names of columns, but no rows; inspect a file that has some';

const NO_COLUMNS =
  'its lines have no columns that can be told apart, by a character, by blanks or as JSON; look at it with head, and write a mapping by hand';

function withoutMark(bytes: Buffer): Buffer {
  return bytes.toString('latin1', 0, 3) === '\xef\xbb\xbf' ? bytes.subarray(3) : bytes;
}

/** Records of the contract have an id under the contract's name; other JSON needs a mapping. */
function isContractForm(bytes: Buffer): boolean {
  const documents = jsonDocuments(bytes.toString('utf8'), 50);
  const named = documents.filter((document) => typeof document['callId'] === 'string');
  return documents.length === 0 || named.length >= documents.length / 2;
}

/** The form, or why there is none. */
function formOf(bytes: Buffer, encoding: Encoding): FormGuess | string {
  const text = decodeText(bytes, encoding);
  if (/^\s*(?:\[\s*)?\{/.test(text)) return jsonOf(text, encoding);
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return delimitedForm(lines, encoding) ?? fixedForm(byteLines(bytes), encoding) ?? NO_COLUMNS;
}

function jsonOf(text: string, encoding: Encoding): FormGuess | string {
  const documents = jsonDocuments(text, MOST_ROWS);
  const list = listInside(documents);
  if (list !== undefined) {
    return `it is one document that holds its records in the list ${list}; take them out: jq -c '.${list}[]'`;
  }
  return documents.length === 0 ? NO_DOCUMENTS : jsonForm(documents, encoding);
}

const NO_DOCUMENTS =
  'it begins as JSON, but no object in it ends; if one document holds a list of records, take them out with jq, else look for where it breaks off';

function byteLines(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < bytes.length; ) {
    const lf = bytes.indexOf(LF, start);
    const end = lf < 0 ? bytes.length : lf;
    const line = bytes.subarray(start, bytes[end - 1] === 0x0d ? end - 1 : end);
    if (line.some((byte) => byte > 0x20)) lines.push(line);
    start = end + 1;
  }
  return lines;
}

function propose(
  { form, table, doubts }: FormGuess,
  encodingDoubts: readonly Doubt[],
  options: InspectOptions,
): Inspection {
  const timeZone = options.timeZone ?? form.timeZone;
  const proposal = proposeFields(table, { ...options, timeZone });
  if (proposal.fault !== undefined) return { kind: 'unknown', why: proposal.fault };
  if (Object.keys(proposal.fields).length === 0) return { kind: 'unknown', why: NO_FIELDS };
  // The layout that was recognised has told the zone already.
  const isZoneKnown = options.timeZone === undefined && form.timeZone !== undefined;
  const fieldDoubts = proposal.doubts.filter(({ code }) => code !== '?zone' || !isZoneKnown);
  const mapping: Mapping = {
    ...form,
    ...(options.source === undefined ? {} : { source: options.source }),
    ...(proposal.timeZone === undefined ? {} : { timeZone: proposal.timeZone }),
    only: [...proposal.only],
    fields: proposal.fields,
  };
  const lacks: string[] = [];
  checkMapping(mapping, (path, message) => lacks.push(`${path.join('.')} ${message}`));
  return {
    kind: 'mapping',
    mapping,
    lacks,
    doubts: [...encodingDoubts, ...doubts, ...fieldDoubts],
  };
}

const NO_FIELDS = 'it has columns, but none looks like a number, a time or an id of a call';
