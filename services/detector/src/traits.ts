import type { Directory } from '@sekisho/ledger';
import type { SubscriberTraits } from '@sekisho/rules';

/**
 * Who a subscriber was at an instant, as the rules see it.
 * @param service as its record names it, else the directory's
 */
export function traitsOf(
  directory: Directory,
  subscriber: string,
  service: string | undefined,
  at: number,
): SubscriberTraits {
  const entry = directory.size === 0 ? undefined : directory.of(subscriber, at);
  return {
    subscriber,
    service: service ?? (entry?.service || 'default'),
    kind: entry?.kind,
    critical: entry?.critical ?? false,
  };
}
