import { z } from 'zod';
import { address, profile, span } from './settings-parts.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Whoever sends a notice has it for two minutes. */
const shortSpan = span.refine((ms) => ms >= 1000 && ms <= 30_000, 'write a time from 1s to 30s');

const file = z.string().min(1, 'is empty; name a file');
const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'write a name of a–z, 0–9 and -');

const mail = z.strictObject({
  host: z.string().min(1),
  port: z.int().min(1).max(65_535).default(587),
  /** `implicit` from the first byte, `starttls` or nothing sent, `none` only for a relay beside it. */
  tls: z.enum(['implicit', 'starttls', 'none']).default('starttls'),
  caFile: file.optional(),
  user: z.string().min(1).optional(),
  passwordFile: file.optional(),
  from: z.strictObject({ name: z.string().max(200).default(''), address }),
  replyTo: address.optional(),
  timeout: shortSpan.default(20_000),
});

const webhook = z.strictObject({
  kind: z.literal('webhook'),
  url: z
    .string()
    .regex(/^https?:\/\/[^\s#@]+$/, 'write http://… or https://…, without user and fragment')
    .refine((url) => URL.canParse(url), 'no such address; write http://… or https://…'),
  secretFile: file,
  /** Also addresses of this network and machine. */
  allowPrivate: z.boolean().default(false),
  timeout: shortSpan.default(5000),
  internal: z.boolean().default(false),
});
const mailChannel = z.strictObject({
  kind: z.literal('mail'),
  to: z.array(address).min(1, 'names nobody; write at least one address'),
  internal: z.boolean().default(false),
});
const command = z.strictObject({
  kind: z.literal('command'),
  run: z.array(z.string().min(1)).min(1, 'names no program; write it and its arguments'),
  timeout: shortSpan.default(10_000),
  internal: z.boolean().default(false),
});

const step = z.strictObject({ after: span, channels: z.array(name).min(1) });
const ladder = z.strictObject({
  services: z.array(z.string().min(1)).min(1).default(['*']),
  hours: z.enum(['any', 'desk-open', 'desk-closed']).default('any'),
  steps: z.array(step).min(1),
});

export const settingsSchema = z.strictObject({
  services: z.record(z.string().min(1), profile),
  mail: mail.optional(),
  customers: z
    .strictObject({
      notify: z.boolean().default(true),
      /** Of the bar; later it is an alarm. */
      within: span.default(10 * MINUTE_MS),
      /** After which no notice is tried any more. */
      giveUpAfter: span.default(24 * HOUR_MS),
      /** Of those whom the directory names none. */
      language: z.enum(['ja', 'en']).default('ja'),
    })
    .prefault({}),
  language: z.enum(['ja', 'en']).default('en'),
  link: z.string().max(500).default(''),
  channels: z
    .record(name, z.discriminatedUnion('kind', [webhook, mailChannel, command]))
    .default({}),
  ladders: z.array(ladder).default([]),
  acknowledgement: z.strictObject({ lapsesAfter: span.default(30 * MINUTE_MS) }).prefault({}),
});

export type NoticeSettings = z.infer<typeof settingsSchema>;
export type MailSettings = NonNullable<NoticeSettings['mail']>;
export type ChannelSettings = NoticeSettings['channels'][string];
export type WebhookSettings = z.infer<typeof webhook>;
export type CommandSettings = z.infer<typeof command>;
