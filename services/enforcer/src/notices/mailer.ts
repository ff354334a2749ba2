import { readFileSync } from 'node:fs';
import { bodyOf, type MailSettings, type NoticeText } from '@sekisho/notices';
import type { SendMailOptions, Transporter } from 'nodemailer';
import type SMTPTransport from 'nodemailer/lib/smtp-transport/index.js';
import { NoticeError } from './channel.ts';

type Transport = Transporter<SMTPTransport.SentMessageInfo, SMTPTransport.Options>;

interface Mail {
  /** Without angle brackets; its domain is that of the sender. */
  id: string;
  to: readonly string[];
  text: NoticeText;
  language: 'ja' | 'en';
}

export interface Mailer {
  /** @throws NoticeError */
  send(mail: Mail): Promise<void>;
  close(): void;
}

/**
 * Sends over SMTP, a connection a mail.
 * @throws where a file of the settings cannot be read, naming it
 */
export function createMailer(settings: MailSettings): Mailer {
  const options = optionsOf(settings);
  let transport: Promise<Transport> | undefined;
  // Loaded for the first mail: most commands that read a notices file send none.
  const transportOf = () => {
    transport ??= import('nodemailer').then(({ createTransport }) => createTransport(options));
    return transport;
  };
  const { from, replyTo } = settings;
  const domain = from.address.slice(from.address.indexOf('@') + 1);
  return {
    send: async ({ id, to, text, language }) =>
      leave(await transportOf(), settings.timeout, {
        messageId: `<${id}@${domain}>`,
        from: { name: from.name, address: from.address },
        to: to.map((address) => ({ name: '', address })),
        ...(replyTo === undefined ? {} : { replyTo: { name: '', address: replyTo } }),
        subject: text.subject,
        text: bodyOf(text),
        headers: {
          // No vacation notice answers it, and no list picks it up.
          'Auto-Submitted': 'auto-generated',
          'Content-Language': language,
        },
        disableFileAccess: true,
        disableUrlAccess: true,
      }),
    close: () => void transport?.then((opened) => opened.close()),
  };
}

function optionsOf(settings: MailSettings): SMTPTransport.Options {
  const { host, port, tls, caFile, user, passwordFile, timeout } = settings;
  return {
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    tls: caFile === undefined ? {} : { ca: readFileSync(caFile, 'utf8') },
    ...(user === undefined || passwordFile === undefined
      ? {}
      : { auth: { user, pass: readFileSync(passwordFile, 'utf8').trim() } }),
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    dnsTimeout: timeout,
  };
}

async function leave(
  transport: Transport,
  timeoutMs: number,
  mail: SendMailOptions,
): Promise<void> {
  const late = new AbortController();
  try {
    const { rejected } = await Promise.race([
      transport.sendMail(mail),
      tooLate(timeoutMs, late.signal),
    ]);
    if (rejected.length > 0)
      throw new NoticeError('refused', 'the mail server refused a recipient');
  } catch (error) {
    throw error instanceof NoticeError ? error : errorOf(error);
  } finally {
    late.abort();
  }
}

/** A server that says something now and then keeps a socket open for good. */
function tooLate(timeoutMs: number, signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const timer = setTimeout(
      () => reject(new NoticeError('passing', 'the mail server takes too long')),
      3 * timeoutMs,
    );
    signal.addEventListener('abort', () => clearTimeout(timer));
  });
}

/** Of the recipient, or of the mail itself. */
const REFUSALS = ['EENVELOPE', 'EMESSAGE'];

// What the server says may repeat the address: its code is enough.
function errorOf(error: unknown): NoticeError {
  const { code = 'failed', responseCode } = error as { code?: string; responseCode?: number };
  const said = responseCode === undefined ? code : `${code}, ${responseCode}`;
  // All else, such as a wrong password or no TLS, is ours to mend, and then the notice goes.
  const isRefused = REFUSALS.includes(code) && responseCode !== undefined && responseCode >= 500;
  return new NoticeError(
    isRefused ? 'refused' : 'passing',
    `the mail did not leave (${said})`,
    error,
  );
}
