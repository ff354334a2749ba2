import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** What the server does instead of taking a mail. */
type MailTrouble = 'refuses' | 'is-busy' | 'hangs' | 'drops-after-data';

export interface MailServer {
  readonly port: number;
  /** What it took, the dropped ones too. */
  readonly mails: ParsedMail[];
  trouble: MailTrouble | undefined;
  stop(): Promise<void>;
}

/** A mail server on loopback: open to all, unless it asks for a password. */
export async function startMailServer({
  password = '',
  isSecure = false,
} = {}): Promise<MailServer> {
  const mails: ParsedMail[] = [];
  let drop = () => undefined as unknown;
  const server = new SMTPServer({
    secure: isSecure,
    authOptional: password === '',
    allowInsecureAuth: true,
    disabledCommands: password === '' ? ['STARTTLS', 'AUTH'] : ['STARTTLS'],
    onAuth: ({ username, password: given }, _, callback) =>
      callback(given === password ? null : refusal(535, 'no'), { user: username }),
    disableReverseLookup: true,
    closeTimeout: 100,
    onRcptTo(_, __, callback) {
      if (made.trouble === 'refuses') callback(refusal(550, 'no such user'));
      else if (made.trouble === 'is-busy') callback(refusal(451, 'later'));
      else if (made.trouble !== 'hangs') callback();
    },
    async onData(stream, _, callback) {
      mails.push(await simpleParser(await buffer(stream)));
      if (made.trouble === 'drops-after-data') drop();
      else callback();
    },
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket) => {
    drop = () => socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const made: MailServer = {
    port: (server.server.address() as AddressInfo).port,
    mails,
    trouble: undefined,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return made;
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
