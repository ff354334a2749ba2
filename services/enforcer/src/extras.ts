import type { Restriction } from '@sekisho/ledger';
import type { Parts } from './parts.ts';
import type { ApplyRequest } from './targets/target.ts';

type Extras = Pick<ApplyRequest, 'allowed' | 'teardown'>;
type Barred = Pick<Restriction, 'service' | 'subscriber' | 'severity' | 'kind'>;

/** What the policy wants besides the bar; what the switch cannot do is said, and not asked. */
export function extrasOf(
  { policy, target: { can } }: Pick<Parts, 'policy' | 'target'>,
  barred: Barred,
): { request: Extras; detail: { cannot?: readonly string[] } } {
  const allowed = policy.of(barred.service).allowOf(barred.subscriber);
  const teardown = wantsTeardown(policy, barred) === true;
  const cannot = [
    ...(allowed.length > 0 && !can.allBut ? ['allow'] : []),
    ...(teardown && !can.teardown ? ['teardown'] : []),
  ];
  return {
    request: {
      ...(allowed.length > 0 && can.allBut && { allowed }),
      ...(teardown && can.teardown && { teardown }),
    },
    detail: cannot.length > 0 ? { cannot } : {},
  };
}

/** Where the policy does not say, what the switch can end is ended. */
export function isToEndCalls({ policy }: Pick<Parts, 'policy'>, barred: Barred): boolean {
  return wantsTeardown(policy, barred) !== false;
}

// Whoever asks for a lock may be on the telephone abroad.
function wantsTeardown(policy: Parts['policy'], { service, severity, kind }: Barred) {
  return kind === 'fraud' ? policy.of(service).responses[severity].teardown : false;
}
