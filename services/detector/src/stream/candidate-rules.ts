import { loadRuleSet } from '@sekisho/reference';
import type { RuleSet } from '@sekisho/rules';
import { type Lifetime, type Log, onHangUp } from '@sekisho/runtime';
import type { StreamDetector } from './stream-detector.ts';

/**
 * The rules that are tried beside those in force, where a file names some.
 * @throws RuleSetError or UnreadableFileError naming file, line, key and mend
 */
export function loadCandidate(file: string | undefined): RuleSet | undefined {
  return file === undefined ? undefined : loadRuleSet(file);
}

interface Following {
  file: string | undefined;
  detector: StreamDetector;
  lifetime: Lifetime;
  log: Log;
  /** Called with what was read. */
  onRead(candidate: RuleSet): void;
}

/**
 * Has them read again on SIGHUP, apart from all else: a fault in what is only tried must not keep
 * the rules in force or the directory from being read.
 */
export function followCandidate({ file, detector, lifetime, log, onRead }: Following): void {
  if (file === undefined) return;
  const reload = () => {
    const newer = loadRuleSet(file);
    detector.candidateRuleSet = newer;
    onRead(newer);
  };
  lifetime.add('candidate reload', onHangUp(reload, log), (end) => end());
}
