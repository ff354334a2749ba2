import { compilePolicy, type Policy, type ServicePolicy } from './policy.ts';

/**
 * What stands where no policy is named: the services given are enforced, as long as the rule set
 * says, and all others in shadow. It knows no terms of service, and leaves it to the
 * switch to end the calls that are up. No answer of a customer quiets anything.
 * @param services `*` stands for all
 */
export function plainPolicy(services: readonly string[], staleAfterMs: number): Policy {
  const policy = compilePolicy(
    {
      name: 'plain',
      staleAfter: staleAfterMs,
      homeCountryCode: '81',
      breaker: { bars: 200, within: 3_600_000 },
      services: Object.fromEntries(services.map((name) => [name, { mode: 'enforce' as const }])),
    },
    'plain',
    () => undefined,
  );
  return { ...policy, of: (service) => asWithoutPolicy(policy.of(service)) };
}

function asWithoutPolicy(service: ServicePolicy): ServicePolicy {
  const { warning, critical } = service.responses;
  const teardown = undefined;
  const responses = { warning: { ...warning, teardown }, critical: { ...critical, teardown } };
  return { ...service, responses, quietMs: 0 };
}
