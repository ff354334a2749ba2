import * as openid from 'openid-client';
import { checksOf, type OidcAttempt } from './oidc-attempt.ts';
import { FRESH_MS } from './require.ts';
import type { OidcSettings } from './settings-schema.ts';

const TIMEOUT_S = 5;
const CLOCKS_DIFFER_S = 10;
/** Its addresses and keys may change. */
const DISCOVERED_MS = 3_600_000;

export type Claims = Readonly<Record<string, unknown>>;

/** Tells the identity provider whom to ask, and takes its answer. */
export interface OidcProvider {
  /** Where to send the browser. @throws where the provider does not answer */
  begin(attempt: OidcAttempt): Promise<URL>;
  /** What the provider says of the person. @throws where it says nothing that can be trusted */
  finish(attempt: OidcAttempt, query: string): Promise<Claims>;
}

export function createOidcProvider(
  settings: OidcSettings,
  { url, now }: { url: string; now: () => number },
): OidcProvider {
  const redirectUri = new URL('/oidc/callback', url).href;
  const discover = rediscovering(settings, now);
  return {
    async begin(attempt) {
      const { state, nonce, verifier } = checksOf(attempt);
      return openid.buildAuthorizationUrl(await discover(), {
        redirect_uri: redirectUri,
        scope: settings.scopes.join(' '),
        state,
        nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...(attempt.isFresh ? { prompt: 'login', max_age: String(FRESH_MS / 1000) } : {}),
      });
    },
    async finish(attempt, query) {
      const configuration = await discover();
      const { state, nonce, verifier } = checksOf(attempt);
      // Our own address, not that of the request: a proxy stands before it.
      const answered = new URL(`${redirectUri}${query}`);
      const tokens = await openid.authorizationCodeGrant(configuration, answered, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
        ...(attempt.isFresh ? { maxAge: FRESH_MS / 1000 } : {}),
      });
      return completed(configuration, tokens, settings.groupsClaim);
    },
  };
}

function rediscovering(
  { issuer, clientId, clientSecret }: OidcSettings,
  now: () => number,
): () => Promise<openid.Configuration> {
  let found: { at: number; configuration: openid.Configuration } | undefined;
  return async () => {
    if (found !== undefined && now() - found.at < DISCOVERED_MS) return found.configuration;
    const server = new URL(issuer);
    const configuration = await openid.discovery(
      server,
      clientId,
      { [openid.clockTolerance]: CLOCKS_DIFFER_S },
      openid.ClientSecretBasic(clientSecret),
      {
        timeout: TIMEOUT_S,
        execute: [
          openid.enableNonRepudiationChecks,
          // The settings let a loopback address alone go without encryption.
          ...(server.protocol === 'http:' ? [openid.allowInsecureRequests] : []),
        ],
      },
    );
    found = { at: now(), configuration };
    return configuration;
  };
}

type Tokens = Awaited<ReturnType<typeof openid.authorizationCodeGrant>>;

/** Some providers tell of groups only when they are asked about the person. */
async function completed(
  configuration: openid.Configuration,
  tokens: Tokens,
  groupsClaim: string,
): Promise<Claims> {
  const claims = tokens.claims();
  if (claims === undefined) throw new Error('the provider sent no identity token');
  const { userinfo_endpoint: endpoint } = configuration.serverMetadata();
  if (groupsClaim in claims || endpoint === undefined) return claims;
  const told = await openid.fetchUserInfo(configuration, tokens.access_token, claims.sub);
  return { ...told, ...claims };
}
