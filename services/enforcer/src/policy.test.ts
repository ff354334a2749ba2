import { expect, it } from 'vitest';
import { createPolicy } from './policy.ts';

it.each([
  [[], 'ip-phone', 'shadow'],
  [['ip-phone'], 'ip-phone', 'enforce'],
  [['ip-phone'], 'pbx', 'shadow'],
  [['*'], 'pbx', 'enforce'],
])('%j, %s: %s', (services, service, mode) => {
  expect(createPolicy(services, 1).of(service).mode).toBe(mode);
});
