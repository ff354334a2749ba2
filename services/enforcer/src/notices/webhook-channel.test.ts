import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { LookupFunction } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signatureOf } from '../targets/signature.ts';
import { type Receiver, startReceiver } from '../testing/receiver.ts';
import { SECRET } from '../testing/switch.ts';
import type { Message } from './channel.ts';
import { createPublicLookup, isPublic } from './public-address.ts';
import { createWebhookChannel } from './webhook-channel.ts';

const folder = mkdtempSync(join(tmpdir(), 'sekisho-webhook-'));
const secretFile = join(folder, 'secret');
const at = Date.UTC(2026, 3, 1, 9);
let receiver: Receiver;
beforeAll(async () => {
  writeFileSync(secretFile, `${SECRET}\n`);
  receiver = await startReceiver();
});
afterAll(async () => {
  await receiver.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  Object.assign(receiver, { status: 202, headers: {}, delayMs: 0 });
  receiver.received.length = 0;
});

const message: Message = {
  id: 'n7-abc',
  subjectId: 'c-bcdf',
  kind: 'restriction',
  at,
  text: { subject: 'BARRED', lines: ['BARRED', 'who'] },
  data: { service: 'ip', calls: 4 },
};

function channel(url = `${receiver.url}/hook?x=1`, allowPrivate = true, lookup?: LookupFunction) {
  const settings = {
    kind: 'webhook',
    url,
    secretFile,
    allowPrivate,
    timeout: 300,
    internal: true,
  } as const;
  return createWebhookChannel({
    name: 'chat',
    settings,
    now: () => at,
    ...(lookup === undefined ? {} : { lookup }),
  });
}

describe('a webhook', () => {
  it('is a CloudEvent, signed', async () => {
    await channel().send(message);
    const [{ body, headers, path, method }] = receiver.received as [(typeof receiver.received)[0]];
    expect([method, path]).toEqual(['POST', '/hook?x=1']);
    expect(headers['content-type']).toBe('application/cloudevents+json; charset=utf-8');
    expect(JSON.parse(body)).toEqual({
      specversion: '1.0',
      id: 'n7-abc',
      source: '/sekisho/enforcer',
      type: 'jp.sekisho.notice.restriction',
      subject: 'c-bcdf',
      time: '2026-04-01T09:00:00.000Z',
      datacontenttype: 'application/json',
      data: { service: 'ip', calls: 4, subject: 'BARRED', text: 'BARRED\nwho\n' },
    });
    const signed = { method: 'POST', path, body, timestamp: at / 1000 };
    expect(headers['sekisho-signature']).toBe(signatureOf(SECRET, signed));
  });

  it.each([
    [500, 'passing'],
    [503, 'passing'],
    [429, 'passing'],
    [404, 'refused'],
    [301, 'refused'],
    [307, 'refused'],
  ])('answered %d is %s', async (status, code) => {
    Object.assign(receiver, { status, headers: { location: `${receiver.url}/elsewhere` } });
    await expect(channel().send(message)).rejects.toMatchObject({ name: 'NoticeError', code });
    expect(receiver.received).toHaveLength(1);
  });

  it('answered too late is passing', async () => {
    receiver.delayMs = 1000;
    await expect(channel().send(message)).rejects.toMatchObject({ code: 'passing' });
  });

  it.each([
    ['an address of this machine', () => receiver.url],
    ['the same, written as a number', () => receiver.url.replace('127.0.0.1', '2130706433')],
    ['the same in IPv6', () => receiver.url.replace('127.0.0.1', '[::ffff:127.0.0.1]')],
    ['a name that leads there', () => receiver.url.replace('127.0.0.1', 'localhost')],
  ])('does not go to %s', async (_, url) => {
    const sent = channel(url(), false).send(message);
    await expect(sent).rejects.toMatchObject({ code: 'refused' });
    await expect(sent).rejects.toThrow('allowPrivate');
    expect(receiver.received).toEqual([]);
  });

  it('asks for a name once, so that another answer in between gains nothing', async () => {
    const answers = ['127.0.0.1', '203.0.113.9'];
    let asked = 0;
    const rebinding = createPublicLookup(((
      _: string,
      __: object,
      callback: (...args: unknown[]) => void,
    ) => {
      asked++;
      callback(null, [
        { address: '8.8.8.8', family: 4 },
        { address: answers[0]!, family: 4 },
      ]);
    }) as never);
    const sent = channel(
      receiver.url.replace('127.0.0.1', 'rebinding.example'),
      false,
      rebinding,
    ).send(message);
    await expect(sent).rejects.toMatchObject({ code: 'refused' });
    expect(asked).toBe(1);
    expect(receiver.received).toEqual([]);
  });
});

describe('an address', () => {
  it.each([
    ['8.8.8.8', true],
    ['2606:4700::1111', true],
    ['10.1.2.3', false],
    ['100.64.0.1', false],
    ['169.254.169.254', false],
    ['192.168.1.1', false],
    ['172.31.255.255', false],
    ['0.0.0.0', false],
    ['224.0.0.1', false],
    ['::1', false],
    ['::ffff:8.8.8.8', false],
    ['64:ff9b::7f00:1', false],
    ['fe80::1%eth0', false],
    ['fd00::1', false],
    ['2002:7f00:1::', false],
    ['no address', false],
  ])('%s is public: %s', (address, expected) => {
    expect(isPublic(address)).toBe(expected);
  });
});
