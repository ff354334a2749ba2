import { createDryRunTarget } from './dry-run.ts';
import { openTargets, type TargetParts } from './open-targets.ts';
import type { Target } from './target.ts';
import type { TargetsSettings } from './targets-file.ts';
import { createWebhookTarget } from './webhook.ts';

export interface TargetChoice {
  webhook: { url: string; secret: string } | undefined;
  targets: TargetsSettings | undefined;
}

/** The targets of a file, else a webhook for all, else the dry run. */
export function chooseTarget({ webhook, targets }: TargetChoice, parts: TargetParts): Target {
  const { ledger, log, now } = parts;
  if (targets !== undefined) return openTargets(targets, parts);
  if (webhook !== undefined) return createWebhookTarget({ ...webhook, now });
  return createDryRunTarget(ledger, log, now);
}
