import type { Ledger } from '@sekisho/ledger';
import type { Log } from '@sekisho/runtime';
import type { Delivery } from './delivery.ts';
import type { NoticeMetrics } from './notice-metrics.ts';

/** Whom to reach about a contract, as the directory has it. */
interface ContactPerson {
  customer: string;
  name: string;
  /** `''` where there is none. */
  email: string;
  language: 'ja' | 'en';
}

export type ContactOf = (subscriber: string, at: number) => Promise<ContactPerson | undefined>;

/** What sending notices works with. */
export interface NoticeParts {
  ledger: Ledger;
  /** Nothing where no notices are set up. */
  delivery(): Delivery | undefined;
  contactOf: ContactOf;
  metrics: NoticeMetrics;
  log: Log;
  /** Epoch ms. */
  now(): number;
  /** Set when the process ends: what fails then has not failed. */
  isStopping(): boolean;
}
