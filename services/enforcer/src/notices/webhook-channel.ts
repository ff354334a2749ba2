import { readFileSync } from 'node:fs';
import type { LookupFunction } from 'node:net';
import { bodyOf, type WebhookSettings } from '@sekisho/notices';
import { signatureOf } from '../targets/signature.ts';
import { type Channel, type Message, NoticeError } from './channel.ts';
import { post } from './post.ts';
import { createPublicLookup, PrivateAddressError } from './public-address.ts';

export interface WebhookChannelOptions {
  name: string;
  settings: WebhookSettings;
  /** Epoch ms. */
  now(): number;
  /** Default the system's, for public addresses alone. */
  lookup?: LookupFunction;
}

/** What passes though the receiver says that it is our fault. */
const PASSING = new Set([408, 425, 429]);

/**
 * Posts CloudEvents 1.0, signed as the switch's webhook is.
 * @throws where the secret cannot be read, naming its file
 */
export function createWebhookChannel(options: WebhookChannelOptions): Channel {
  const { name, settings, now, lookup = createPublicLookup() } = options;
  const secret = readFileSync(settings.secretFile, 'utf8').trim();
  const stopped = new AbortController();
  const url = new URL(settings.url);
  return {
    name,
    isInternal: settings.internal,
    async send(message) {
      const body = JSON.stringify(eventOf(message));
      const timestamp = Math.floor(now() / 1000);
      const path = url.pathname + url.search;
      const signature = signatureOf(secret, { method: 'POST', path, body, timestamp });
      const status = await post({
        url,
        body,
        headers: {
          'content-type': 'application/cloudevents+json; charset=utf-8',
          'sekisho-timestamp': String(timestamp),
          'sekisho-signature': signature,
        },
        signal: AbortSignal.any([stopped.signal, AbortSignal.timeout(settings.timeout)]),
        lookup: settings.allowPrivate ? undefined : lookup,
      }).catch((cause: unknown) => {
        throw unanswered(cause);
      });
      if (status < 200 || status > 299) throw answered(status);
    },
    close: () => stopped.abort(),
  };
}

function eventOf({ id, subjectId, kind, at, text, data }: Message) {
  return {
    specversion: '1.0',
    id,
    source: '/sekisho/enforcer',
    type: `jp.sekisho.notice.${kind}`,
    subject: subjectId,
    time: new Date(at).toISOString(),
    datacontenttype: 'application/json',
    data: { ...data, subject: text.subject, text: bodyOf(text) },
  };
}

function unanswered(cause: unknown): NoticeError {
  if (cause instanceof PrivateAddressError) return new NoticeError('refused', cause.message, cause);
  const { code = 'no answer' } = cause as { code?: string };
  return new NoticeError('passing', `got no answer (${code})`, cause);
}

function answered(status: number): NoticeError {
  if (status >= 300 && status < 400) {
    return new NoticeError(
      'refused',
      `answered ${status}; redirects are not followed, name the place itself`,
    );
  }
  const isPassing = status >= 500 || PASSING.has(status);
  return new NoticeError(isPassing ? 'passing' : 'refused', `answered ${status}`);
}
