/** The values of one accounting line by their key. */
type AccLogValues = Map<string, string>;

/** What stands between the head of a syslog line and the values; group 1 says what they are of. */
const MARK = /(?:^|[:>)\]] )ACC: ([a-z ]{1,40}): /;

/**
 * The keys that are looked for: the modules' own, and those extra ones that say whose call it was.
 * Values are written as they came, so that a `;` or `=` of one says nothing: only known keys cut.
 */
const KEYS = [
  'timestamp',
  'created',
  'call_start_time',
  'duration',
  'ms_duration',
  'setuptime',
  'method',
  'from_tag',
  'to_tag',
  'call_id',
  'code',
  'reason',
  'src_user',
  'src_domain',
  'src_ip',
  'dst_ouser',
  'dst_user',
  'dst_domain',
];
const KEY = new RegExp(`(?:^|;)(${KEYS.join('|')})=`, 'g');

/** Whether a line of a log is one of the accounting modules' lines. */
export function isAccLogLine(line: string): boolean {
  const mark = MARK.exec(line);
  return mark !== null && /(?:^|;)method=/.test(line.slice(mark.index));
}

export interface AccLogLine {
  /** `transaction answered`, `call missed`, `call ended` and the like. */
  kind: string;
  values: AccLogValues;
  /** A key that stands there twice: which of them is the module's cannot be told. */
  twice: string | undefined;
}

/** `undefined` where the line is none of the accounting modules'. */
export function readAccLogLine(line: string): AccLogLine | undefined {
  const mark = MARK.exec(line);
  if (mark === null) return undefined;
  const text = line.slice(mark.index + mark[0].length);
  const values: AccLogValues = new Map();
  let twice: string | undefined;
  const keys = [...text.matchAll(KEY)];
  for (const [i, found] of keys.entries()) {
    const key = found[1] as string;
    if (values.has(key)) twice ??= key;
    values.set(key, text.slice(found.index + found[0].length, keys[i + 1]?.index));
  }
  return { kind: mark[1] as string, values, twice };
}
