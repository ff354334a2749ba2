import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAccessSettings, readAccessSettings } from './read-settings.ts';

let folder: string;
let example: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sekisho-access-'));
  writeFileSync(join(folder, 'secret'), 'a secret of some length\n');
  example = `url: https://sekisho.example.jp
oidc:
  issuer: https://login.example.jp
  clientId: sekisho
  clientSecretFile: ${join(folder, 'secret')}
  groups:
    - { group: noc, role: operator, services: [hikari] }
    - { group: noc-leads, role: lead }
`;
});
afterAll(() => rmSync(folder, { recursive: true }));

const parse = (find: string, replace: string) => {
  if (!example.includes(find)) throw new Error(`the example has no ${find}`);
  return parseAccessSettings(example.replace(find, replace), 'access.yaml');
};

describe('the access file', () => {
  it('says who may sign in, and holds no secret itself', () => {
    const file = join(folder, 'access.yaml');
    writeFileSync(file, example);
    expect(readAccessSettings(file)).toMatchObject({
      url: 'https://sekisho.example.jp',
      localAccounts: true,
      operatorsReveal: false,
      oidc: {
        clientSecret: 'a secret of some length',
        scopes: ['openid', 'profile'],
        groups: [
          { group: 'noc', role: 'operator', services: ['hikari'] },
          { group: 'noc-leads', role: 'lead', services: ['*'] },
        ],
      },
    });
  });

  it.each([
    [
      'an unknown role',
      'role: lead',
      'role: boss',
      /:8: oidc\.groups\.1\.role: write one of viewer/,
    ],
    [
      'plain http',
      'https://login',
      'http://login',
      /:3: oidc\.issuer: is not encrypted; write https:\/\//,
    ],
    ['a path', 'example.jp\n', 'example.jp/console\n', /:1: url: write it without a path/],
    ['no address', 'https://sekisho.example.jp', 'sekisho', /url: write an address/],
    ['no secret', '/secret', '/none', /clientSecretFile: .*ENOENT.*name a file/],
    ['an unknown key', 'clientId:', 'client:', /docs\/access\.md/],
    [
      'a secret in it',
      'clientId:',
      'clientSecret: x\n  clientId:',
      /clientSecret.*docs\/access\.md/,
    ],
    ['a group for no service', '[hikari]', '[]', /name a service/],
    ['broken YAML', 'clientId: sekisho', 'clientId: [', /mend the YAML/],
  ])('is refused for %s', (_, find, replace, message) => {
    expect(() => parse(find, replace)).toThrow(message);
  });

  it('may name a loopback address without encryption, and no provider', () => {
    expect(parseAccessSettings('url: http://127.0.0.1:8080', 'a.yaml')).toMatchObject({
      localAccounts: true,
    });
  });

  it('must let somebody sign in', () => {
    const text = 'url: https://a.example\nlocalAccounts: false';
    expect(() => parseAccessSettings(text, 'a.yaml')).toThrow(/:2: localAccounts: nobody could/);
  });

  it('tells all faults at once', () => {
    expect(() =>
      parseAccessSettings('url: x\noidc: {issuer: y, scopes: [z], groups: []}', 'a.yaml'),
    ).toThrow(/url[\s\S]*issuer[\s\S]*clientId[\s\S]*clientSecretFile[\s\S]*scopes[\s\S]*groups/);
  });

  it.each(['', 'null', '[]', '5'])('is refused where it holds %j', (text) => {
    expect(() => parseAccessSettings(text, 'a.yaml')).toThrow(/a\.yaml:1: /);
  });

  it('must be there', () => {
    expect(() => readAccessSettings(join(folder, 'none'))).toThrow(/cannot be read \(ENOENT\)/);
  });
});
