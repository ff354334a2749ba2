import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseNoticeSettings } from './parse-settings.ts';
import { laddersOf, profileOf } from './profile-of.ts';

const example = readFileSync(new URL('../examples/notice-2015.yaml', import.meta.url), 'utf8');

function parse(find = '', replace = '') {
  if (find !== '' && !example.includes(find)) throw new Error(`the example has no ${find}`);
  return parseNoticeSettings(example.replace(find, replace), 'notices.yaml');
}

describe('the example that ships', () => {
  it('has the three services, their desks and hours', () => {
    const settings = parse();
    expect(profileOf(settings, 'wakwak-tv-phone')).toMatchObject({
      name: { ja: 'WAKWAK TVフォン' },
      desk: { phone: '0120-309-092', open: [{ from: 600, to: 1140 }], closed: ['year-end'] },
    });
    expect(profileOf(settings, 'xephion-call-pro').desk.open[0]?.days).toHaveLength(5);
    expect(profileOf(settings, 'constructor').name.en).toBe('our IP phone service');
    expect(laddersOf(settings)[0]?.steps.map(({ afterMs }) => afterMs)).toEqual([
      0, 300_000, 900_000,
    ]);
    expect(settings.customers).toMatchObject({ within: 600_000, giveUpAfter: 86_400_000 });
  });
});

describe('a fault', () => {
  it.each([
    [
      'a time out of quotes',
      'from: "09:00"',
      'from: "9"',
      /:11: services\.xephion-call-pro\.desk\.open\.0\.from: write a time of day/,
    ],
    [
      'an unknown channel',
      'channels: [telephone, mail]',
      'channels: [fax]',
      /ladders\.0\.steps\.1\.channels: no channel is named fax/,
    ],
    [
      'a step out of order',
      'after: 15m, channels: [telephone',
      'after: 1m, channels: [telephone',
      /before the step above it/,
    ],
    [
      'a ladder that does not begin at once',
      'after: 0s',
      'after: 1s',
      /ladders\.0\.steps\.0\.after: the first step is at once/,
    ],
    [
      'no profile for others',
      '"*":\n    name',
      'rest:\n    name',
      /services: no profile for services not named here/,
    ],
    ['an unknown key', 'port: 587', 'prot: 587', /mail: .*prot.*docs\/notices\.md/],
    [
      'an address with a line break',
      'to: [noc@example.jp]',
      'to: ["noc@example.jp\\nBcc: x@y"]',
      /write an address/,
    ],
    [
      'a user without a password',
      'tls: starttls',
      'tls: starttls\n  user: me',
      /user and passwordFile belong together/,
    ],
    ['an impossible date', 'date: 2015-08-20', 'date: 2015-02-30', /write a date/],
    ['broken YAML', 'port: 587', 'port: [', /notices\.yaml:\d+: .*mend the YAML/],
  ])('is told with its place and mend: %s', (_, find, replace, message) => {
    expect(() => parse(find, replace)).toThrow(message);
  });

  it('is one of several, all told', () => {
    expect(() => parseNoticeSettings('language: fr\nchannels: {X: 1}\n', 'n.yaml')).toThrow(
      /services[\s\S]*language[\s\S]*channels/,
    );
  });

  it.each(['', 'null', '[]', '5'])('is a file that holds %j', (text) => {
    expect(() => parseNoticeSettings(text, 'n.yaml')).toThrow(/n\.yaml:1: /);
  });

  it('is mail for customers without a server', () => {
    const text = example.replace(/^mail:\n(?: {2}.*\n)+/m, '');
    expect(() => parseNoticeSettings(text, 'n.yaml')).toThrow(/customers: there is no mail server/);
  });
});
