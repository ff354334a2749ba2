import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../testing/mail-server.ts';
import { createMailer } from './mailer.ts';

let server: MailServer;
beforeAll(async () => {
  server = await startMailServer();
});
afterAll(() => server.stop());
beforeEach(() => {
  server.trouble = undefined;
  server.mails.length = 0;
});

const mailer = (port = server.port, changes = {}) =>
  createMailer({
    host: '127.0.0.1',
    port,
    tls: 'none',
    from: { name: '不正利用対策窓口', address: 'notice@example.jp' },
    timeout: 500,
    ...changes,
  });
const mail = {
  id: 'n1-abc',
  to: ['tanaka@example.com'],
  text: { subject: '【重要】国際電話', lines: ['一行目', '', '二行目'] },
  language: 'ja',
} as const;

describe('mail', () => {
  it('arrives as it was written, under the id that it was given', async () => {
    await mailer().send(mail);
    const [arrived] = server.mails;
    expect(arrived).toMatchObject({
      messageId: '<n1-abc@example.jp>',
      subject: '【重要】国際電話',
      text: '一行目\n\n二行目\n',
      from: { text: '"不正利用対策窓口" <notice@example.jp>' },
      to: { text: 'tanaka@example.com' },
    });
    expect(arrived?.headers.get('auto-submitted')).toBe('auto-generated');
  });

  it.each([
    ['refuses', 'refused', 'EENVELOPE, 550'],
    ['is-busy', 'passing', 'EENVELOPE, 451'],
    ['hangs', 'passing', 'ETIMEDOUT'],
    ['drops-after-data', 'passing', 'ECONNECTION'],
  ] as const)('of a server that %s is %s', async (trouble, code, said) => {
    server.trouble = trouble;
    const sent = mailer().send(mail);
    await expect(sent).rejects.toMatchObject({ name: 'NoticeError', code });
    await expect(sent).rejects.toThrow(said);
    await expect(sent).rejects.not.toThrow('tanaka');
  });

  it('of a server that is gone is passing', async () => {
    await expect(mailer(1).send(mail)).rejects.toMatchObject({ code: 'passing' });
  });

  it('does not leave unencrypted where that was asked for', async () => {
    const sent = mailer(server.port, { tls: 'starttls' }).send(mail);
    await expect(sent).rejects.toMatchObject({ code: 'passing' });
    expect(server.mails).toEqual([]);
  });
});

describe('a mail server that asks for a password', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-mail-'));
  const passwordFile = join(folder, 'password');
  let asking: MailServer;
  beforeAll(async () => {
    asking = await startMailServer({ password: 'right' });
  });
  afterAll(async () => {
    await asking.stop();
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['right', true],
    ['wrong', false],
  ])('gets the one of the file: %s', async (password, isTaken) => {
    asking.mails.length = 0;
    writeFileSync(passwordFile, `${password}\n`);
    const sent = mailer(asking.port, { user: 'sekisho', passwordFile }).send(mail);
    // A wrong one is ours to mend, and the notice waits for it.
    if (isTaken) await sent;
    else await expect(sent).rejects.toMatchObject({ code: 'passing' });
    expect(asking.mails).toHaveLength(isTaken ? 1 : 0);
  });
});

it('mail does not go to a server whose certificate nobody vouches for', async () => {
  const strange = await startMailServer({ isSecure: true });
  const sent = mailer(strange.port, { tls: 'implicit' }).send(mail);
  await expect(sent).rejects.toMatchObject({ code: 'passing' });
  expect(strange.mails).toEqual([]);
  await strange.stop();
});
