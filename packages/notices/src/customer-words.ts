import type { CustomerNoticeKind } from './customer-notice.ts';
import type { AbuseKind } from './episode-facts.ts';

/** The sentences of a notice to a customer, in one language. */
export interface CustomerWords {
  subject: Readonly<Record<CustomerNoticeKind, (caseId: string) => string>>;
  dear(name: string): string;
  thanks(service: string): string;
  what: Readonly<Record<CustomerNoticeKind, (subscriber: string) => string>>;
  bar: {
    title: string;
    from(time: string): string;
    until(time: string): string;
    lifted(time: string): string;
    notConcerned: string;
  };
  seen: {
    title: string;
    unknown: string;
    span(from: string, to: string): string;
    calls(count: string): string;
    countries(names: string): string;
    cost(yen: string): string;
  };
  question: { title: string; lines: readonly string[] };
  checks: {
    title: string;
    of: Readonly<Record<AbuseKind, readonly string[]>>;
    always: readonly string[];
  };
  desk: {
    title: string;
    reach(name: string, phone: string): string;
    mail(address: string): string;
    hours(hours: string): string;
    now(reach: string): string;
    reference(caseId: string): string;
  };
  terms: {
    title: string;
    line(document: string, clause: string, version: string, since: string): string;
  };
}
