import { opensAt, profileOf } from '@sekisho/notices';
import { loadPolicy } from '@sekisho/reference';
import { type OpensAt, plainPolicy } from '@sekisho/restrictions';
import type { HealthChecks, Log } from '@sekisho/runtime';
import { LivePolicy } from './live-policy.ts';
import { readNoticeSettings } from './notices/load-delivery.ts';

export interface PolicySourceOptions {
  /** A policy in YAML; without it the services named are enforced. */
  file: string | undefined;
  /** Where the hours of the services' desks stand; without it no bar lasts until one opens. */
  noticesFile: string | undefined;
  enforced: readonly string[];
  staleAfterMs: number;
  health: HealthChecks;
  log: Log;
}

export interface PolicySource {
  readonly policy: LivePolicy;
  /** Reads the file again. Where that fails the old one stays in force, and the health says so. */
  reload(): void;
}

/** @throws PolicyError, NoticeSettingsError, UnreadableFileError */
export function createPolicySource(options: PolicySourceOptions): PolicySource {
  const { file, noticesFile, enforced, staleAfterMs, health, log } = options;
  const read = () =>
    file === undefined
      ? plainPolicy(enforced, staleAfterMs)
      : loadPolicy(file, noticesFile === undefined ? undefined : desksOf(noticesFile));
  const policy = new LivePolicy(read());
  let problem: string | undefined;
  health.add('policy', () => problem);
  log.info({ policy: policy.version, enforced: policy.enforced }, 'policy in force');
  return {
    policy,
    reload() {
      try {
        policy.put(read());
        problem = undefined;
        log.info({ policy: policy.version, enforced: policy.enforced }, 'policy in force');
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        problem = `${policy.version} stays in force; the file cannot be used: ${why.replaceAll('\n', '; ')}`;
        throw error;
      }
    },
  };
}

/** One place says when a desk is open, for notices and for how long a bar lasts. */
function desksOf(noticesFile: string): OpensAt {
  const settings = readNoticeSettings(noticesFile);
  return (service, at) => opensAt(profileOf(settings, service).desk, at);
}
