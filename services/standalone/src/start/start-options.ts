import type { SecretOf, WatchedDirectory } from '@sekisho/collector/parts';
import type { AccessSettings } from '@sekisho/console';
import type { TargetsSettings } from '@sekisho/enforcer';

/** How the one process is to run. Times are ms. */
export interface StartOptions {
  /** The data folder. */
  data: string;
  host: string;
  port: number;
  /** Where the console is looked at, on loopback; `undefined` for the usual one or any that is free. */
  consolePort: number | 'off' | undefined;
  /** What it listens on; another address than a loopback one takes `access`. */
  consoleHost: string | undefined;
  /** Who may sign in to it; without that whoever is on this machine may act. */
  access: AccessSettings | undefined;
  /** RADIUS accounting, where clients are named. */
  radius: { host: string; port: number; secretOf: SecretOf } | undefined;
  watch: readonly WatchedDirectory[];
  settledMs: number;
  rules: string | undefined;
  /** Rules that are tried beside them, without effect; default none. */
  candidateRules: string | undefined;
  rates: string | undefined;
  dialPlan: string | undefined;
  /** A directory of subscribers (CSV); without it the one that was imported. */
  directory: string | undefined;
  /** A file; or services whose lines are barred (`*` stands for all, none: it only records). */
  policy: { file: string | undefined; enforced: readonly string[]; staleAfterMs: number };
  /** What carries bars out, by service; nothing for one webhook or the dry run. */
  targets: TargetsSettings | undefined;
  /** Where bars are asked for; nothing for the dry run. */
  webhook: { url: string; secret: string } | undefined;
  /** Whom to tell; without it nobody is told. */
  notices: string | undefined;
  /** Who outside is told that it runs. */
  heartbeat: { url: string; everyMs: number } | undefined;
}
