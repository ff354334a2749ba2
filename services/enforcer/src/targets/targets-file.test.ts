import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readTargetsFile } from './targets-file.ts';

const dir = mkdtempSync(join(tmpdir(), 'sekisho-targets-'));
afterAll(() => rmSync(dir, { recursive: true }));

const secret = join(dir, 'secret');
writeFileSync(secret, 'a secret of more than thirty-two characters\n');

function read(text: string) {
  const file = join(dir, 'targets.yaml');
  writeFileSync(file, text);
  return readTargetsFile(file);
}

const proxies = `targets:
  proxies:
    kind: kamailio
    nodes: { one: http://127.0.0.1:5062/RPC }
`;

describe('a file of targets', () => {
  it('is read, with what it leaves out', () => {
    const settings = read(`${proxies}  hook:
    kind: webhook
    url: https://switch.example/api/
    secretFile: ${secret}
services:
  ip-phone: [proxies, hook]
  '*': [hook]
`);
    expect(settings.targets).toMatchObject({
      proxies: { timeout: 2000, longest: 2_678_400_000, teardown: true, lines: ['as-written'] },
      hook: { url: 'https://switch.example/api' },
    });
    expect(settings.services).toEqual({ 'ip-phone': ['proxies', 'hook'], '*': ['hook'] });
  });

  it.each([
    ['no file of targets', 'a: 1', /targets: .*; services: /],
    [
      'a service without its target',
      `${proxies}services: { a: [other] }`,
      /services\.a\.0: there is no target other; write it under targets/,
    ],
    [
      'a kind that is none',
      'targets: { a: { kind: fax } }\nservices: {}',
      /targets\.a\.kind: write kind/,
    ],
    [
      'a secret in the file',
      `targets: { a: { kind: webhook, url: 'https://a', secret: x } }\nservices: {}`,
      /secretFile/,
    ],
    [
      'a secret that is too short',
      `targets: { a: { kind: webhook, url: 'https://a', secretFile: /etc/hostname } }\nservices: {}`,
      /fewer than 32/,
    ],
    [
      'an address with a password',
      `${proxies.replace('127', 'me:secret@127')}services: {}`,
      /nodes\.one: write http/,
    ],
    ['a time without a unit', `${proxies}    timeout: 5\nservices: {}`, /proxies\.timeout/],
    ['a setting that is none', `${proxies}    timeuot: 5s\nservices: {}`, /timeuot/],
    ['half a file', 'targets: {', /targets\.yaml: /],
  ])('is refused: %s', (_, text, problem) => {
    expect(() => read(text)).toThrow(problem);
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'targets-file' }));
  });

  it('is refused when it is not there', () => {
    expect(() => readTargetsFile(join(dir, 'none.yaml'))).toThrow(/cannot be read/);
  });
});
