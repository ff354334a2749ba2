import { describe, expect, it } from 'vitest';
import { parseClients, RadiusClientsError } from './clients.ts';
import { TakenRequests } from './taken-requests.ts';

describe('parseClients', () => {
  const secretOf = parseClients(
    '# gateways\n\n192.0.2.0/24 secret-of-net\r\n192.0.2.7\tsecret-of-one\n2001:db8::/32 secret-of-six\n',
  );

  it.each([
    ['192.0.2.8', 'secret-of-net'],
    ['192.0.2.7', 'secret-of-one'],
    ['2001:db8::1', 'secret-of-six'],
    ['192.0.3.1', undefined],
    ['2001:db9::1', undefined],
  ])('knows the secret of %s', (address, secret) => {
    expect(secretOf(address)?.toString()).toBe(secret);
  });

  it.each([
    ['', /names no client/],
    ['192.0.2.1', /line 1: write an address and a secret/],
    ['192.0.2.1 short', /line 1: write an address and a secret/],
    ['192.0.2.1 one-secret another', /line 1: write an address and a secret/],
    ['# x\n192.0.2.1/33 long-enough', /line 2: no address/],
    ['192.0.2.1/x long-enough', /line 1: no address/],
    ['gateway.example long-enough', /line 1: no address/],
  ])('refuses %j', (text, message) => {
    expect(() => parseClients(text)).toThrow(RadiusClientsError);
    expect(() => parseClients(text)).toThrow(message);
  });
});

describe('TakenRequests', () => {
  it('remembers a bounded number', () => {
    const taken = new TakenRequests(2);
    for (const name of ['a', 'b', 'c']) taken.take(name);
    taken.answer('b');
    taken.answer('a');
    expect(['a', 'b', 'c'].map((name) => taken.standOf(name))).toEqual([
      undefined,
      'answered',
      'waiting',
    ]);
    taken.release('c');
    expect(taken.standOf('c')).toBeUndefined();
  });
});
