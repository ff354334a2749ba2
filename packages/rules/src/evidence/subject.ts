import type { CallHistory } from '../call-history.ts';
import type { SubscriberTraits } from '../leg.ts';
import type { OpenCall } from '../open-calls.ts';
import type { EvidenceContext } from './evidence-context.ts';
import type { Profile } from './profile.ts';

/** Whose calls are looked at, and with what. */
export interface Subject {
  subscriber: number;
  traits: SubscriberTraits;
  history: CallHistory;
  open: readonly OpenCall[];
  profile: Profile;
  context: EvidenceContext;
}
