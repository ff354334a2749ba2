import type { BarList } from '@sekisho/ledger';

/** Where on a node. */
export interface EntryPlace {
  list: BarList;
  key: string;
}

/** What a node has at a place. */
export interface FoundEntry extends EntryPlace {
  /** As it stands there. */
  value: string;
  /** Whose it is; nothing for what was not written by us. */
  owner: { restrictionId: string; until: number } | undefined;
}

/** What is written: the same in list and key replaces what was there. */
export interface NewEntry extends EntryPlace {
  value: string;
  /** Epoch ms at which the node drops it by itself. */
  until: number;
}

/** A call that was up and has been ended. Never its whole called number. */
export interface EndedCall {
  node: string;
  callId: string;
  identity: string;
  /** Epoch ms; nothing where the node does not tell. */
  startedAt: number | undefined;
}

/** One proxy, or one store that several ask: it holds entries. All throw `TargetError`. */
export interface SwitchNode {
  /** `target/node`, for good: entries are noted under it. */
  readonly name: string;
  /** Seconds that an entry may live. */
  readonly longestS: number;
  /** Which lists it keeps. */
  readonly lists: readonly BarList[];
  put(entry: NewEntry): Promise<void>;
  /** All of a list, however long it is. */
  read(list: BarList): Promise<FoundEntry[]>;
  /** What is at these places; there is nothing at those that it leaves out. */
  find(places: readonly EntryPlace[]): Promise<FoundEntry[]>;
  /** Ms until the node drops an entry; nothing where it is gone. */
  timeLeft(list: BarList, key: string): Promise<number | undefined>;
  /** Done too where there is none. */
  remove(list: BarList, key: string): Promise<void>;
  /** Another answer means that it forgot everything. */
  started(): Promise<string>;
  /** Ends the international calls of lines that are up. Absent: it cannot. */
  endCalls?(identities: readonly string[]): Promise<EndedCall[]>;
  close(): void;
}
