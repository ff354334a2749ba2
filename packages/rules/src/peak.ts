import type { Evidence, Finding } from './alert-version.ts';
import type { CallHistory } from './call-history.ts';
import { CallWindow } from './call-window.ts';
import type { Firing } from './firing.ts';
import type { OpenCall } from './open-calls.ts';
import type { RuleSet } from './rule-set.ts';

/** A window's calls are named up to this many, the newest; `observed` tells how many there were. */
const MOST_EVIDENCE = 1000;

/** What a rule saw at its worst in an episode, in its fine unit. */
export interface Peak extends Pick<Firing, 'severity' | 'observed' | 'threshold'> {
  rule: { id: string; windowMs: number; rule: { scale: number } };
  /** To name the calls from; `undefined` where they are named already. */
  firing: Firing | undefined;
  calls: readonly number[] | undefined;
  evidence: readonly Evidence[] | undefined;
}

export function peakOf(firing: Firing): Peak {
  const { rule, severity, observed, threshold, evidence } = firing;
  return { rule, severity, observed, threshold, firing, calls: undefined, evidence };
}

/** The peak that a stored finding tells of, also where the rule set has no such rule any more. */
export function storedPeak(
  finding: Finding,
  { rules, evidence }: Pick<RuleSet, 'rules' | 'evidence'>,
): Peak {
  const { severity, calls } = finding;
  const windowMs = finding.window * 1000;
  const known = [...rules, evidence?.rule].find((rule) => rule?.id === finding.rule);
  const scale = known?.rule.scale ?? 1;
  return {
    rule: { id: finding.rule, windowMs, rule: { scale } },
    severity,
    observed: Math.round(finding.observed * scale),
    threshold: Math.round(finding.threshold * scale),
    firing: undefined,
    calls,
    evidence: finding.evidence,
  };
}

/** Whether a firing tells more than the peak so far. */
export function isGraver(firing: Firing, peak: Peak): boolean {
  if (firing.severity !== peak.severity) return firing.severity === 'critical';
  return firing.observed > peak.observed;
}

/** The finding as it is shown, with its calls by name. */
export function finding(peak: Peak, history: CallHistory, open: readonly OpenCall[]): Finding {
  const { rule, severity, observed, threshold, firing, evidence } = peak;
  peak.calls ??= firing === undefined ? [] : callsOf(firing, history, open);
  return {
    rule: rule.id,
    severity,
    observed: observed / rule.rule.scale,
    threshold: threshold / rule.rule.scale,
    window: rule.windowMs / 1000,
    calls: peak.calls,
    ...(evidence === undefined ? {} : { evidence }),
  };
}

function callsOf(firing: Firing, history: CallHistory, open: readonly OpenCall[]): number[] {
  const window = new CallWindow(history, open);
  window.isNewest = false;
  const offsets: number[] = [];
  for (let row = history.length - 1; row >= 0 && offsets.length < MOST_EVIDENCE; row--) {
    if (window.holds(row, firing)) offsets.push(history.offset(row));
  }
  return offsets.reverse();
}
