import { ALL_SERVICES, ROLES } from '@sekisho/ledger';
import { secretFile } from '@sekisho/runtime';
import { z } from 'zod';
import { isLoopback } from './loopback.ts';

const SHORTEST_SECRET = 16;

const text = z
  .string('write a text')
  .trim()
  .min(1, 'write a text')
  .max(200, 'write a shorter text');

/** Without encryption nothing is secret, but on the machine itself. */
const safeUrl = z
  .url('write an address such as https://sekisho.example.jp')
  .refine(
    (url) => !URL.canParse(url) || new URL(url).protocol === 'https:' || isPlainLoopback(url),
    'is not encrypted; write https://, or http:// for a loopback address',
  );

const grant = z.strictObject({
  /** As the provider names it. */
  group: text,
  role: z.enum(ROLES, `write one of ${ROLES.join(', ')}`),
  services: z.array(text).min(1, 'name a service, or leave it out for all').default([ALL_SERVICES]),
});

const oidc = z
  .strictObject({
    issuer: safeUrl,
    clientId: text,
    clientSecretFile: secretFile(SHORTEST_SECRET),
    scopes: z
      .array(text)
      .refine((scopes) => scopes.includes('openid'), 'openid must be among them')
      .default(['openid', 'profile']),
    /** Of the identity token, or of what the provider tells of the person. */
    groupsClaim: text.default('groups'),
    nameClaim: text.default('name'),
    /** Who is in none of them may not sign in. */
    groups: z.array(grant).min(1, 'name a group at least, else nobody may sign in'),
  })
  .transform(({ clientSecretFile: clientSecret, ...rest }) => ({ ...rest, clientSecret }));

export const settingsSchema = z
  .strictObject({
    /** Where browsers find the console. */
    url: safeUrl.refine(
      (url) => !URL.canParse(url) || new URL(url).pathname === '/',
      'write it without a path: cookies are for the whole host',
    ),
    oidc: oidc.optional(),
    /** Those of sekisho account. */
    localAccounts: z.boolean('write true or false').default(true),
    operatorsReveal: z.boolean('write true or false').default(false),
  })
  .refine(({ oidc: provider, localAccounts }) => provider !== undefined || localAccounts, {
    message: 'nobody could sign in; write oidc, or localAccounts: true',
    path: ['localAccounts'],
  });

export type AccessSettings = z.infer<typeof settingsSchema>;

export type OidcSettings = z.infer<typeof oidc>;

function isPlainLoopback(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && isLoopback(hostname);
}
