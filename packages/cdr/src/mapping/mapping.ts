import type { RawField } from '../raw-record.ts';

/** A column by its name or its 1-based number; of JSON a dotted path such as `a.b.0.c`. */
export type ColumnRef = string | number;

/** A value as the contract has it. */
export type CanonicalValue = string | number | boolean;

/** Of a time: seconds, milliseconds or microseconds since 1970, RFC 3339, or a pattern. */
export type TimeForm = 'epoch' | 'epoch-ms' | 'epoch-us' | 'rfc3339' | (string & {});

/** Where a field of a record comes from. Exactly one of `column`, `columns`, `constant` is given. */
export interface MappedField {
  column?: ColumnRef;
  /** Those that are not empty, joined by one blank. */
  columns?: ColumnRef[];
  constant?: CanonicalValue;
  /** Values that mean nothing; the empty one always does. */
  absent?: string[];
  /** A regular expression whose first group is the value; what does not match is absent. */
  pattern?: string;
  /** Raw to canonical value. What stands in neither this nor `otherwise` is `bad-field`. */
  values?: Record<string, CanonicalValue>;
  otherwise?: CanonicalValue;
  /** Of times only; default RFC 3339, and of a number in JSON epoch milliseconds. */
  time?: TimeForm;
  /** Of `durationSec` only; default `s`. */
  unit?: 's' | 'ms' | 'min' | 'h:m:s';
  /** Of numbers only: what a value is multiplied by. */
  factor?: number;
  /** Of numbers only; default `.`; the other one of `.` and `,` may separate thousands. */
  decimal?: '.' | ',';
}

/** Rows that are calls have one of `values` in `column`. */
export interface RowCondition {
  column: ColumnRef;
  values: string[];
}

/** How files of a form that Sekisho does not know are read, as their YAML tells and checked. */
export interface Mapping {
  format: 'csv' | 'tsv' | 'fixed' | 'json';
  encoding: 'utf-8' | 'shift_jis' | 'euc-jp';
  /** One character. */
  delimiter: string;
  /** One character, or `''` where nothing is quoted. */
  quote: string;
  /** Whether a line at the head names the columns. */
  header: boolean;
  /** Lines at the head, in front of the header if there is one, that are no records. */
  skipLines: number;
  /** Lines that begin so are no records. */
  comment?: string | undefined;
  /** Names in their order; of `fixed` their bytes as `first-last`, 1-based and inclusive. */
  columns?: string[] | Record<string, string> | undefined;
  source?: string | undefined;
  /** IANA zone of times that name none. */
  timeZone?: string | undefined;
  /** Digits cut from `called` of outbound legs. */
  outsideLine?: string | undefined;
  only: RowCondition[];
  fields: Partial<Record<RawField, MappedField>>;
}
