export type Language = 'ja' | 'en';

/** A text in both languages that notices are written in. */
export type Bilingual = Readonly<Record<Language, string>>;
