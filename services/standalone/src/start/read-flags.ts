import {
  parseClients,
  parseWatch,
  RadiusClientsError,
  type WatchedDirectory,
} from '@sekisho/collector/parts';
import { isLoopback, readAccessSettings } from '@sekisho/console';
import { readTargetsFile } from '@sekisho/enforcer';
import { duration, secretFile } from '@sekisho/runtime';
import { UsageError } from '../usage-error.ts';
import type { StartOptions } from './start-options.ts';

/** As they stand on the command line. */
export interface StartFlags {
  data: string;
  listen: string;
  consolePort?: string;
  consoleHost?: string;
  access?: string;
  radiusSecretFile?: string;
  radiusListen?: string;
  watch?: string[];
  settled: string;
  rules?: string;
  candidateRules?: string;
  rates?: string;
  dialPlan?: string;
  directory?: string;
  policy?: string;
  enforce?: string[];
  staleAfter?: string;
  target: 'dry-run' | 'webhook';
  targets?: string;
  webhookUrl?: string;
  webhookSecretFile?: string;
  notices?: string;
  heartbeatUrl?: string;
  heartbeatEvery: string;
}

const SHORTEST_SECRET = 32;
const RADIUS_DEFAULT = '127.0.0.1:1813';

/** @throws UsageError naming the flag and the mend */
export function readFlags(flags: StartFlags): StartOptions {
  const { data, rules, candidateRules, rates, dialPlan, directory } = flags;
  return {
    data,
    ...addressOf('--listen', flags.listen),
    consolePort: consolePortOf(flags.consolePort),
    consoleHost: consoleHostOf(flags),
    access: flags.access === undefined ? undefined : readAccessSettings(flags.access),
    radius: radiusOf(flags),
    watch: watchOf(flags.watch ?? []),
    settledMs: timeOf('--settled', flags.settled),
    rules,
    candidateRules,
    rates,
    dialPlan,
    directory,
    policy: policyOf(flags),
    targets: targetsOf(flags),
    webhook: webhookOf(flags),
    notices: flags.notices,
    heartbeat: heartbeatOf(flags),
  };
}

/** Two places that say who is barred would differ one day. */
function policyOf({ policy: file, enforce, staleAfter }: StartFlags): StartOptions['policy'] {
  if (file !== undefined && (enforce !== undefined || staleAfter !== undefined)) {
    throw new UsageError('--policy: says what --enforce and --stale-after do; leave them out');
  }
  const staleAfterMs = timeOf('--stale-after', staleAfter ?? '15m');
  return { file, enforced: enforce ?? [], staleAfterMs };
}

function addressOf(flag: string, listen: string): { host: string; port: number } {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(listen) ?? [];
  const host = bracketed ?? plain;
  if (host !== undefined && Number(port) <= 65_535) return { host, port: Number(port) };
  throw new UsageError(`${flag} ${listen}: write HOST:PORT, such as 127.0.0.1:8080`);
}

/** `off` opens none. */
function consolePortOf(text: string | undefined): StartOptions['consolePort'] {
  if (text === undefined || text === 'off') return text;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new UsageError(`--console-port ${text}: write a port, 0 for any free one, or off`);
}

/** Where others can reach it, people sign in. */
function consoleHostOf({ consoleHost: host, access }: StartFlags): StartOptions['consoleHost'] {
  if (host === undefined || access !== undefined || isLoopback(host)) return host;
  throw new UsageError(
    `--console-host ${host}: others can reach that; name who may sign in by --access`,
  );
}

function watchOf(entries: readonly string[]): WatchedDirectory[] {
  return entries.flatMap((entry) => {
    try {
      return parseWatch(entry);
    } catch (error) {
      throw new UsageError(`--watch ${entry}: ${(error as Error).message}`, { cause: error });
    }
  });
}

function radiusOf({ radiusSecretFile: file, radiusListen }: StartFlags): StartOptions['radius'] {
  if (file === undefined && radiusListen === undefined) return undefined;
  if (file === undefined) {
    throw new UsageError('--radius-listen: needs clients; name them with --radius-secret-file');
  }
  const address = addressOf('--radius-listen', radiusListen ?? RADIUS_DEFAULT);
  const text = secretFile(1).safeParse(file);
  if (!text.success) {
    const why = text.error.issues.map(({ message }) => message).join('; ');
    throw new UsageError(`--radius-secret-file: ${why}`);
  }
  try {
    return { ...address, secretOf: parseClients(text.data) };
  } catch (error) {
    if (!(error instanceof RadiusClientsError)) throw error;
    throw new UsageError(`--radius-secret-file ${file}: ${error.message}`, { cause: error });
  }
}

function timeOf(flag: string, text: string): number {
  const read = duration.safeParse(text);
  if (read.success) return read.data;
  throw new UsageError(`${flag} ${text}: write a time such as 2s, 15m or 1h`);
}

function targetsOf({ targets, target, webhookUrl }: StartFlags): StartOptions['targets'] {
  if (targets === undefined) return undefined;
  if (target === 'dry-run' && webhookUrl === undefined) return readTargetsFile(targets);
  throw new UsageError('--targets says what bars lines: leave out --target and --webhook-url');
}

function webhookOf({ target, webhookUrl, webhookSecretFile }: StartFlags): StartOptions['webhook'] {
  if (target === 'dry-run') {
    if (webhookUrl === undefined && webhookSecretFile === undefined) return undefined;
    throw new UsageError('--webhook-url and --webhook-secret-file belong to --target webhook');
  }
  if (webhookUrl === undefined || !/^https?:\/\/[^\s?#@]+$/.test(webhookUrl)) {
    throw new UsageError('--target webhook needs --webhook-url http(s)://…, without user or query');
  }
  const secret = secretFile(SHORTEST_SECRET).safeParse(webhookSecretFile);
  if (!secret.success) {
    const why = secret.error.issues.map(({ message }) => message).join('; ');
    throw new UsageError(`--target webhook needs --webhook-secret-file: ${why}`);
  }
  return { url: webhookUrl.replace(/\/+$/, ''), secret: secret.data };
}

function heartbeatOf({ heartbeatUrl: url, heartbeatEvery }: StartFlags): StartOptions['heartbeat'] {
  const everyMs = timeOf('--heartbeat-every', heartbeatEvery);
  if (url === undefined) return undefined;
  if (/^https?:\/\/[^\s?#]+$/.test(url)) return { url, everyMs };
  throw new UsageError(`--heartbeat-url ${url}: write http(s)://…, without a query`);
}
