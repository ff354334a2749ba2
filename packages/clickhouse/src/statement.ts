/*
 * As much of ClickHouse's grammar as it takes to tell where the data of an insert begins and which
 * format a statement names: words outside of quotes, comments and brackets.
 */

interface Word {
  /** In lower case. */
  text: string;
  start: number;
  end: number;
}

const TOKEN =
  /--[^\n]*|#[! ][^\n]*|\/\*[\s\S]*?(?:\*\/|$)|(?<quoted>'(?:[^'\\]+|\\[\s\S])*'|"(?:[^"\\]+|\\[\s\S])*"|`(?:[^`\\]+|\\[\s\S])*`)|(?<word>[\p{L}_][\p{L}\p{N}_$]*)|(?<open>[([{])|(?<close>[)\]}])/gu;

function* wordsOf(sql: string): Generator<Word> {
  let depth = 0;
  for (const { 0: text, index, groups } of sql.matchAll(TOKEN)) {
    if (groups?.['open'] !== undefined) depth += 1;
    else if (groups?.['close'] !== undefined) depth -= 1;
    else if (groups?.['word'] !== undefined && depth === 0) {
      yield { text: text.toLowerCase(), start: index, end: index + text.length };
    }
  }
}

/** An insert whose rows follow the statement. */
export interface InsertHead {
  /** `insert into t (a, b)` and, apart, its settings. */
  into: string;
  settings: string;
  format: string;
  /** Where the rows begin. */
  dataStart: number;
}

/** Nothing when the statement is no insert, or selects what it inserts. */
export function insertHead(sql: string): InsertHead | undefined {
  const words = wordsOf(sql);
  if (words.next().value?.text !== 'insert') return undefined;
  let settings: Word | undefined;
  for (const word of words) {
    if (['select', 'with', 'from', 'watch'].includes(word.text)) return undefined;
    if (word.text === 'settings') settings ??= word;
    if (word.text === 'values') return headOf(sql, word.start, settings, 'Values', word.end);
    if (word.text !== 'format') continue;
    const name = words.next().value;
    if (name === undefined) return undefined;
    return headOf(sql, word.start, settings, sql.slice(name.start, name.end), name.end);
  }
  return undefined;
}

function headOf(
  sql: string,
  end: number,
  settings: Word | undefined,
  format: string,
  formatEnd: number,
): InsertHead {
  const line = /[ \t\f]*\r?\n?/y;
  line.lastIndex = formatEnd;
  const skipped = line.exec(sql)?.[0].length ?? 0;
  return {
    into: sql.slice(0, settings?.start ?? end),
    settings: settings === undefined ? '' : sql.slice(settings.start, end),
    format,
    dataStart: formatEnd + skipped,
  };
}

export interface StatementShape {
  /** It asks for something and changes nothing. */
  isRead: boolean;
  /** Its answer can be read piece by piece. */
  isSelect: boolean;
  /** As its last clause names it. */
  format: string | undefined;
  /** It reads or writes a file that the statement names. */
  namesFile: boolean;
}

// A select in brackets has no word of its own.
const READING = new Set([
  ...['select', 'with', 'show', 'describe', 'desc', 'explain', 'exists'],
  ...['union', 'intersect', 'except', ''],
]);

export function shapeOf(sql: string): StatementShape {
  const words = [...wordsOf(sql)];
  const texts = words.map(({ text }) => text);
  return {
    isRead: READING.has(texts[0] ?? '') && !texts.includes('insert'),
    isSelect: (texts[0] === 'select' || texts[0] === 'with') && !texts.includes('insert'),
    format: formatOf(sql, words),
    namesFile: texts.includes('outfile') || texts.includes('infile'),
  };
}

// A column may be called `format` too: the clause has one word and at most settings behind it.
function formatOf(sql: string, words: readonly Word[]): string | undefined {
  const at = words.findLastIndex(({ text }) => text === 'format');
  const [name, behind] = words.slice(at + 1);
  if (at < 1 || name === undefined) return undefined;
  if (behind !== undefined && behind.text !== 'settings') return undefined;
  return sql.slice(name.start, name.end);
}

/** Whether a statement asks for something and changes nothing, not even a file that it names. */
export function isQuestion(sql: string): boolean {
  const { isRead, namesFile } = shapeOf(sql);
  return isRead && !namesFile;
}
