import { expect, it } from 'vitest';
import { plainPolicy } from './plain-policy.ts';

it.each([
  [[], 'ip-phone', 'shadow'],
  [['ip-phone'], 'ip-phone', 'enforce'],
  [['ip-phone'], 'pbx', 'shadow'],
  [['*'], 'pbx', 'enforce'],
])('%j, %s: %s', (services, service, mode) => {
  const policy = plainPolicy(services, 1).of(service);
  expect(policy.mode).toBe(mode);
  // As without any policy: the switch ends what it can.
  expect(policy.responses.critical.teardown).toBeUndefined();
});
