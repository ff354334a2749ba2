/** What the environment says; the only reader of it. */
export interface Environment {
  /** Locale of the person, e.g. `ja_JP.UTF-8`. */
  lang: string | undefined;
  /** Descriptor that standard input was moved to, set by the launcher. */
  stdin: number;
}

export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  return { lang: env['LC_ALL'] || env['LANG'], stdin: env['SEKISHO_STDIN'] === '3' ? 3 : 0 };
}
