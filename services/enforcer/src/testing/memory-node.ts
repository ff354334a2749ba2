import { ownerOf } from '../targets/entry-value.ts';
import type { NewEntry, SwitchNode } from '../targets/switch-node.ts';
import { TargetError } from '../targets/target.ts';

/** A node of this process, which can be in trouble and forget everything. */
export interface MemoryNode extends SwitchNode {
  readonly entries: ReadonlyMap<string, NewEntry>;
  /** Starts anew with nothing. */
  forget(): void;
  /** For each entry that is put; what it throws, the node says. */
  onPut: (entry: NewEntry) => void;
}

export function memoryNode(name: string): MemoryNode {
  const entries = new Map<string, NewEntry>();
  let starts = 1;
  const nameOf = (list: string, key: string) => `${list} ${key}`;
  const found = ({ list, key, value }: NewEntry) => ({ list, key, value, owner: ownerOf(value) });
  return {
    name,
    longestS: 86_400,
    lists: ['line', 'destination', 'allowed'],
    entries,
    onPut: () => undefined,
    forget() {
      entries.clear();
      starts += 1;
    },
    async put(entry) {
      this.onPut(entry);
      entries.set(nameOf(entry.list, entry.key), entry);
    },
    read: async (list) => [...entries.values()].filter((one) => one.list === list).map(found),
    find: async (places) =>
      places.flatMap(({ list, key }) => {
        const entry = entries.get(nameOf(list, key));
        return entry === undefined ? [] : [found(entry)];
      }),
    timeLeft: async () => undefined,
    async remove(list, key) {
      entries.delete(nameOf(list, key));
    },
    started: async () => String(starts),
    close: () => undefined,
  };
}

export function noAnswer(): never {
  throw new TargetError('unreachable', 'got no answer');
}
