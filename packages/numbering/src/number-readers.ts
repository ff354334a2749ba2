import type { CompiledPlan } from './compiled-plan.ts';
import type { Destination } from './destination.ts';
import type { DestinationTrie } from './destination-trie.ts';
import type { Home } from './home.ts';
import type { PlausibleLength } from './plausible-length.ts';
import { NO_REASONS, type Reason } from './reasons.ts';
import type { UnderstoodNumber } from './understood-number.ts';

/** What telling numbers apart needs, built once. */
export interface Interpretation {
  readonly plan: CompiledPlan;
  readonly trie: DestinationTrie;
  readonly home: Home | null;
  readonly trunkPrefix: string;
  readonly plausibleLength: PlausibleLength;
}

export interface NumberReaders {
  /** E.164 digits that followed the international prefix (`dialled`) or a `+`. */
  e164(digits: string, reasons: readonly Reason[], how: 'dialled' | 'plus'): UnderstoodNumber;
  /** A number in the national form of the dial plan. */
  national(dialled: string, reasons: readonly Reason[]): UnderstoodNumber;
}

export function createNumberReaders({
  plan,
  trie,
  home,
  trunkPrefix,
}: Interpretation): NumberReaders {
  const reasonsAt = trie.destinations.map(reasonsOf);

  function international(
    digits: string,
    destination: Destination,
    reasons: readonly Reason[],
  ): UnderstoodNumber {
    const own = reasonsAt[destination.index]!;
    const all = reasons.length === 0 ? own : [...reasons, ...own];
    return {
      kind: 'international',
      e164: `+${digits}`,
      destination,
      candidate: null,
      reasons: all,
    };
  }

  // +81 (0)3… is a common way to write a number: the trunk prefix is no part of it.
  function withoutTrunk(digits: string, countryCode: string): string {
    const national = digits.slice(countryCode.length);
    const doubled =
      trunkPrefix !== '' && national.startsWith(trunkPrefix) && plan.domestic.test(national);
    return doubled ? countryCode + national.slice(trunkPrefix.length) : digits;
  }

  return {
    e164(digits, reasons, how) {
      if (home === null || !digits.startsWith(home.countryCode)) {
        return international(digits, trie.find(digits), reasons);
      }
      const own = withoutTrunk(digits, home.countryCode);
      const destination = home.only ?? home.destinationOf(trie.find(own).iso2);
      if (destination === undefined) return international(own, trie.find(own), reasons);
      return domestic(own, destination, how === 'dialled' ? [...reasons, 'dialled-home'] : reasons);
    },

    national(dialled, reasons) {
      if (home === null) return domestic(null, null, reasons);
      const cut = dialled.startsWith(trunkPrefix) ? dialled.slice(trunkPrefix.length) : dialled;
      const digits = home.countryCode + cut;
      const destination = home.only ?? home.destinationOf(trie.find(digits).iso2);
      if (destination === undefined) return international(digits, trie.find(digits), reasons);
      return domestic(digits, destination, reasons);
    },
  };
}

/** `digits` is `null` where the E.164 form is not known. */
export function domestic(
  digits: string | null,
  destination: Destination | null,
  reasons: readonly Reason[],
): UnderstoodNumber {
  const e164 = digits === null ? null : `+${digits}`;
  return { kind: 'domestic', e164, destination, candidate: null, reasons };
}

function reasonsOf(destination: Destination): readonly Reason[] {
  if (destination.class === 'country') return NO_REASONS;
  const own: Reason =
    destination.class === 'unallocated' ? 'unallocated' : `class:${destination.class}`;
  return Object.freeze([own]);
}
