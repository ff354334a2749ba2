import type { BlindAlarm } from '@sekisho/ledger';
import type { Caller } from '../access/caller.ts';
import type { Mode } from '../read/reader.ts';
import type { Words } from '../words/index.ts';
import type { Language } from '../words/language.ts';
import type { Person } from './person.ts';

/** What is not seen; or why that cannot be told. */
export type Sight =
  | { alarms: readonly BlindAlarm[]; problem: null }
  | { alarms: readonly []; problem: string };

/** What every page is made with. */
export interface View {
  language: Language;
  words: Words;
  /** Epoch ms. */
  now: number;
  person: Person | undefined;
  /** Of the page, for the links that lead back to it. */
  path: string;
  sight: Sight;
  mode: Mode;
}

/** What middleware hands on to handlers. */
export interface ConsoleEnv {
  Variables: {
    language: Language;
    words: Words;
    person: Person | undefined;
    /** Where there are accounts. */
    caller?: Caller;
  };
}
