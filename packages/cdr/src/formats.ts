import { createAccLogDecoder } from './acc-log.ts';
import { isAccLogLine } from './acc-log-values.ts';
import { createAsteriskDecoder } from './asterisk.ts';
import { isAsteriskHeader, isAsteriskLine } from './asterisk-lines.ts';
import { createCelDecoder } from './cel.ts';
import { isCelLine } from './cel-row.ts';
import { createCucmDecoder } from './cucm.ts';
import { cucmHeadLines, isCucmHeader } from './cucm-head.ts';
import type { RecordDecoder } from './decoded.ts';
import { DEFAULT_TIME_ZONE, type DecoderOptions } from './decoder-options.ts';
import { createFlatstoreDecoder, isFlatstoreLine } from './flatstore.ts';
import { createFreeswitchDecoder } from './freeswitch.ts';
import { isFreeswitchLine, isOpenFreeswitchDocument } from './freeswitch-document.ts';
import { createKamailioDecoder, isKamailioLine } from './kamailio.ts';
import type { LegMemory } from './leg-memory.ts';
import { createNdjsonDecoder, isJsonLine } from './ndjson.ts';
import { createRadiusDecoder } from './radius.ts';
import { isRadiusAttribute } from './radius-paragraph.ts';
import type { RecordLayout } from './record-reading.ts';

interface FormatOptions extends DecoderOptions {
  /** What the calls of the feed have told so far, in whichever of its files. */
  legs: LegMemory;
}

/** One form of files that is read without a mapping. All text is UTF-8. */
export interface FormatEntry {
  readonly layout: RecordLayout;
  /** Whether one line of a file, without its line end, shows this form. */
  isLine(line: string): boolean;
  /** Whether the beginning of a file shows it where no line does. */
  isText?(head: string): boolean;
  /** As of `RecordReading`; default none. */
  headLines?(first: readonly string[]): number;
  /** @throws HeadError when the head cannot be used */
  createDecoder(options: FormatOptions, head: readonly string[]): RecordDecoder;
}

/** The forms that are read without a mapping, by name; asked in this order what a line is. */
export const FORMATS = {
  'freeswitch-json': {
    layout: 'json',
    isLine: isFreeswitchLine,
    isText: isOpenFreeswitchDocument,
    createDecoder: ({ source = 'freeswitch' }) => createFreeswitchDecoder(source),
  },
  'kamailio-json': {
    layout: 'lines',
    isLine: isKamailioLine,
    createDecoder: ({ source = 'kamailio', legs }) => createKamailioDecoder(source, legs),
  },
  ndjson: {
    layout: 'lines',
    isLine: isJsonLine,
    createDecoder: ({ source }) => createNdjsonDecoder(source),
  },
  'asterisk-csv': {
    layout: 'lines',
    isLine: isAsteriskLine,
    headLines: ([first]) => (first === undefined || isAsteriskHeader(first) ? 1 : 0),
    createDecoder: ({ source = 'asterisk', timeZone = DEFAULT_TIME_ZONE }) =>
      createAsteriskDecoder(source, timeZone),
  },
  'asterisk-cel': {
    layout: 'lines',
    isLine: isCelLine,
    createDecoder: ({ source = 'asterisk', legs }) => createCelDecoder(source, legs),
  },
  'cucm-csv': {
    layout: 'lines',
    isLine: isCucmHeader,
    headLines: cucmHeadLines,
    createDecoder: ({ source = 'cucm' }, head) => createCucmDecoder(source, head),
  },
  'radius-detail': {
    layout: 'paragraphs',
    isLine: isRadiusAttribute,
    createDecoder: ({ source = 'radius', timeZone = DEFAULT_TIME_ZONE, legs }) =>
      createRadiusDecoder(source, timeZone, legs),
  },
  'acc-log': {
    layout: 'lines',
    isLine: isAccLogLine,
    createDecoder: ({ source = 'sip', legs }) => createAccLogDecoder(source, legs),
  },
  'opensips-flatstore': {
    layout: 'lines',
    isLine: isFlatstoreLine,
    createDecoder: ({ source = 'opensips', legs }) => createFlatstoreDecoder(source, legs),
  },
} satisfies Record<string, FormatEntry>;

export type RecordFormat = keyof typeof FORMATS;

export const RECORD_FORMATS = Object.keys(FORMATS) as readonly RecordFormat[];
