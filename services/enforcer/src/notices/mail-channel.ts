import type { Language } from '@sekisho/notices';
import type { Channel } from './channel.ts';
import type { Mailer } from './mailer.ts';

export interface MailChannelOptions {
  name: string;
  isInternal: boolean;
  to: readonly string[];
  language: Language;
}

export function createMailChannel(options: MailChannelOptions, mailer: Mailer): Channel {
  const { name, isInternal, to, language } = options;
  return {
    name,
    isInternal,
    send: ({ id, text }) => mailer.send({ id, to, text, language }),
    // The mailer is others' too.
    close: () => undefined,
  };
}
