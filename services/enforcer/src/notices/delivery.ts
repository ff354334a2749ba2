import type { NoticeSettings } from '@sekisho/notices';
import { type Channel, NoticeError } from './channel.ts';
import { createCommandChannel } from './command-channel.ts';
import { createMailChannel } from './mail-channel.ts';
import { createMailer, type Mailer } from './mailer.ts';
import { createWebhookChannel } from './webhook-channel.ts';

/** What a notices file comes to: whom to tell, and by what. */
export interface Delivery {
  settings: NoticeSettings;
  mailer: Mailer;
  channels: ReadonlyMap<string, Channel>;
  /** Gives up what is under way. */
  close(): void;
}

export interface DeliveryOptions {
  /** Epoch ms. */
  now(): number;
  environment: Readonly<Record<string, string | undefined>>;
}

/** @throws where a file that the settings name cannot be read */
export function createDelivery(settings: NoticeSettings, options: DeliveryOptions): Delivery {
  const mailer = settings.mail === undefined ? noMailer : createMailer(settings.mail);
  const channels = new Map(
    Object.keys(settings.channels).map((name) => [
      name,
      channelOf(name, settings, mailer, options),
    ]),
  );
  return {
    settings,
    mailer,
    channels,
    close() {
      mailer.close();
      for (const channel of channels.values()) channel.close();
    },
  };
}

function channelOf(
  name: string,
  { channels, language }: NoticeSettings,
  mailer: Mailer,
  { now, environment }: DeliveryOptions,
): Channel {
  const one = channels[name]!;
  switch (one.kind) {
    case 'mail':
      return createMailChannel({ name, isInternal: one.internal, to: one.to, language }, mailer);
    case 'webhook':
      return createWebhookChannel({ name, settings: one, now });
    case 'command':
      return createCommandChannel(name, one, environment);
  }
}

const noMailer: Mailer = {
  send: () => Promise.reject(new NoticeError('refused', 'there is no mail server; write mail')),
  close: () => undefined,
};
