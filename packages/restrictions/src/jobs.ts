import { z } from 'zod';

/** The BullMQ queue between those who decide and the enforcer. */
export const QUEUE = 'restriction';

const instant = z.int().nonnegative();
// BullMQ refuses ids with a colon and ids of digits only: with this form neither can happen.
const restrictionId = z.string().regex(/^r-[a-z0-9-]{1,96}$/);

const decisionSchema = z.object({
  restrictionId,
  alertId: z.string().min(1),
  subscriber: z.string().min(1).max(64),
  service: z.string().min(1),
  kind: z.literal('fraud'),
  scope: z.literal('international'),
  at: instant,
  until: instant,
  severity: z.enum(['warning', 'critical']),
  score: z.number().min(0).max(100),
  rules: z.array(z.string()).readonly(),
  evidenceAt: instant,
  evidenceStartedAt: instant,
  step: z.int().positive(),
  rulesVersion: z.string(),
  seen: z
    .object({
      countries: z.array(z.string()).readonly(),
      costMilliYen: z.number(),
      evidence: z.array(z.string()).readonly(),
    })
    .optional(),
});

const ledgerSchema = z.object({
  restrictionId,
  /** Number of the transition after which the job was due. */
  transition: z.int().positive(),
});

/** What a detector decided about a subscriber, and how things stood at a growth step. */
export interface RestrictionDecision {
  /** `r-<hex>`, the same in all steps of an alert. */
  restrictionId: string;
  alertId: string;
  subscriber: string;
  service: string;
  kind: 'fraud';
  scope: 'international';
  /** Epoch ms. */
  at: number;
  /** Epoch ms. */
  until: number;
  severity: 'warning' | 'critical';
  /** 0–100. */
  score: number;
  rules: readonly string[];
  /** Epoch ms of the newest instant at which a rule fired. */
  evidenceAt: number;
  /** Epoch ms at which the newest call that a rule fired on began. */
  evidenceStartedAt: number;
  /** Growth step of the alert, from 1. */
  step: number;
  rulesVersion: string;
  /** The episode by then; absent where it is not known. */
  seen?: SeenEpisode | undefined;
}

interface SeenEpisode {
  /** Country keys. */
  countries: readonly string[];
  costMilliYen: number;
  /** Names of the evidence that gave points. */
  evidence: readonly string[];
}

export interface LedgerJobData {
  restrictionId: string;
  transition: number;
}

export type DecisionJob = { name: 'apply' | 'extend'; id: string; data: RestrictionDecision };
export type LedgerJob = { name: 'release' | 'expire'; id: string; data: LedgerJobData };
export type RestrictionJob = DecisionJob | LedgerJob;

const jobSchema = z.discriminatedUnion('name', [
  z.object({ name: z.enum(['apply', 'extend']), id: z.string(), data: decisionSchema }),
  z.object({ name: z.enum(['release', 'expire']), id: z.string(), data: ledgerSchema }),
]);

/**
 * How every job is added. It is tried until its consumer gives it up, at intervals that the
 * consumer chooses; one that ended is kept for a day, one that failed for a week.
 */
export const JOB_OPTIONS = {
  attempts: 1_000_000,
  backoff: { type: 'enforcer' },
  removeOnComplete: { age: 86_400 },
  removeOnFail: { age: 604_800 },
  // An outage of a day is thousands of failures, and each leaves its trace in Redis.
  stackTraceLimit: 3,
} as const;

/** The job of a growth step that restricts: the first applies, later ones bring fresh evidence. */
export function decisionJob(decision: RestrictionDecision, isFirst: boolean): DecisionJob {
  const { restrictionId: id, step } = decision;
  return isFirst
    ? { name: 'apply', id, data: decision }
    : { name: 'extend', id: `${id}-x${step}`, data: decision };
}

/** The job that ends a restriction. Its number is the ledger's, hence its own letter: steps count too. */
export function ledgerJob(name: LedgerJob['name'], data: LedgerJobData): LedgerJob {
  return { name, id: `${data.restrictionId}-t${data.transition}`, data };
}

/** @throws z.ZodError for what is no job of this queue */
export function parseJob(given: { name: string; id: string; data: unknown }): RestrictionJob {
  return jobSchema.parse(given);
}
