import {
  findManualStep,
  type Ledger,
  type ManualAction,
  openManualSteps,
  putManualStep,
} from '@sekisho/ledger';
import type { Log } from '@sekisho/runtime';
import { type Barring, type Target, TargetError } from './target.ts';

export interface ManualOptions {
  name: string;
  /** What a person has to do; `{identities}`, `{until}` and the like are filled in. */
  instructions: string;
  ledger: Ledger;
  log: Log;
  /** Epoch ms. */
  now(): number;
}

/** How long until it is looked again whether it is done. */
const LOOK_AGAIN_MS = 5000;

const CAN = {
  expireByItself: false,
  readBack: true,
  list: true,
  teardown: false,
  destination: true,
  forwarding: true,
  allBut: false,
} as const;

/** Shows a person what to do, and waits until told that it is done: `sekisho done <restriction>`. */
export function createManualTarget(options: ManualOptions): Target {
  const { name, ledger } = options;
  return {
    name,
    can: CAN,
    async apply(request) {
      await ask(options, request, 'apply');
      return { until: request.until, priorState: null, reference: null };
    },
    async readBack({ key, until }) {
      const step = await findManualStep(ledger, name, key);
      const isDone = step?.action === 'apply' && step.doneAt !== null;
      return isDone ? { until, priorState: null, reference: null } : undefined;
    },
    // Whoever opened the line would open it against what bars it still.
    release: async (request) => {
      if (request.stillBarredBy === undefined) await ask(options, request, 'release');
    },
    async list() {
      const steps = await openManualSteps(ledger, name);
      return steps.map(({ restrictionId: key, until }) => ({ key, until }));
    },
    close: () => undefined,
  };
}

async function ask(options: ManualOptions, barring: Barring, action: ManualAction) {
  const { name, ledger, log, now } = options;
  const { key: restrictionId, until } = barring;
  const instructions = filledIn(options.instructions, barring, action);
  const asked = now();
  const step = await putManualStep(ledger, {
    target: name,
    restrictionId,
    action,
    instructions,
    until,
    now: asked,
  });
  if (step.doneAt !== null) return;
  // Said once: it stands in the ledger, and is shown with the restriction.
  if (step.askedAt === asked)
    log.warn({ restrictionId, action, instructions }, 'waits for a person: sekisho done');
  throw new TargetError('unreachable', `waits for a person to ${action}: ${instructions}`, {
    retryAfterMs: LOOK_AGAIN_MS,
  });
}

function filledIn(text: string, barring: Barring, action: ManualAction): string {
  const values: Readonly<Record<string, string>> = {
    action,
    identities: (barring.identities ?? [barring.subscriber || barring.scope]).join(', '),
    subscriber: barring.subscriber,
    service: barring.service,
    scope: barring.scope,
    until: new Date(barring.until).toISOString(),
  };
  const filled = text.replace(/\{(\w+)\}/g, (whole, field: string) => values[field] ?? whole);
  const { exceptions = [] } = barring;
  return exceptions.length === 0 ? filled : `${filled} But not for: ${exceptions.join(', ')}`;
}
