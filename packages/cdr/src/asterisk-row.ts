import { splitCsv } from './csv.ts';

/** One row of `Master.csv` by column; those that the configuration leaves out are empty. */
export interface AsteriskRow {
  accountcode: string;
  src: string;
  dst: string;
  channel: string;
  dstchannel: string;
  start: string;
  answer: string;
  end: string;
  duration: string;
  billsec: string;
  disposition: string;
  uniqueid: string;
  linkedid: string;
  sequence: string;
}

/** `undefined` unless the line has as many columns as Asterisk can write: 16 to 21. */
export function readAsteriskRow(line: string): AsteriskRow | undefined {
  const columns = splitCsv(line);
  if (columns === undefined || columns.length < 16 || columns.length > 21) return undefined;
  const column = (index: number) => columns[index] ?? '';
  const hasLinks = columns.length >= 19;
  return {
    accountcode: column(0),
    src: column(1),
    dst: column(2),
    channel: column(5),
    dstchannel: column(6),
    start: column(9),
    answer: column(10),
    end: column(11),
    duration: column(12),
    billsec: column(13),
    disposition: column(14),
    uniqueid: uniqueIdOf(columns),
    linkedid: hasLinks ? column(columns.length - 2) : '',
    sequence: hasLinks ? column(columns.length - 1) : '',
  };
}

/** With 17 or 20 columns the one behind `amaflags` is `uniqueid` or `userfield`: its form tells. */
function uniqueIdOf(columns: readonly string[]): string {
  const behindFlags = columns[16] ?? '';
  if (columns.length === 18 || columns.length === 21) return behindFlags;
  const isAmbiguous = columns.length === 17 || columns.length === 20;
  // `<epoch seconds>.<counter>`, with the system's name in front where one is set.
  return isAmbiguous && /^(?:.+-)?\d{9,}\.\d+$/.test(behindFlags) ? behindFlags : '';
}
