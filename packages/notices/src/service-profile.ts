import type { Desk } from './desk.ts';
import type { Bilingual } from './language.ts';

/** The terms of service that a restriction rests on. */
interface Terms {
  document: Bilingual;
  clause: Bilingual;
  version: Bilingual;
  /** `YYYY-MM-DD`, since when they are in force. */
  date: string;
}

/** What a notice says of a service. */
export interface ServiceProfile {
  name: Bilingual;
  desk: Desk;
  terms: Terms;
}
