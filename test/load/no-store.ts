import type { Store } from '@sekisho/clickhouse';

const nothing = () => undefined;

/** Takes everything and keeps nothing. */
export const NO_STORE: Store = {
  pendingRows: 0,
  pendingBytes: 0,
  appendCdr: nothing,
  adoptCdr: nothing,
  appendJournal: nothing,
  appendAlertVersion: nothing,
  appendCandidateVersion: nothing,
  appendProfileDay: nothing,
  appendDestinationCase: nothing,
  flush: async () => undefined,
  close: async () => undefined,
};
