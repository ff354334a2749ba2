import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export const CLIENT_SECRET = 'the secret of the console at the provider';

/** An identity provider on loopback, where a person signs in without being asked. */
export interface TestProvider {
  issuer: string;
  /** Who signs in next, and the groups that he is in. */
  person: { sub: string; name?: string; groups?: string[] };
  stop(): Promise<void>;
}

/** @param console where the console's browsers come from, `http://host:port` */
export async function startTestProvider(console: string): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const started: TestProvider = {
    issuer,
    person: { sub: 'nobody' },
    stop: () => stop(server),
  };
  const provider = new Provider(issuer, configurationOf(started, console));
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/login/')) return void answer(request, response);
    const result = { login: { accountId: started.person.sub } };
    const options = { mergeWithLastSubmission: false };
    void provider.interactionFinished(request, response, result, options);
  });
  return started;
}

function configurationOf(started: TestProvider, console: string): object {
  return {
    clients: [
      {
        client_id: 'sekisho',
        client_secret: CLIENT_SECRET,
        redirect_uris: [`${console}/oidc/callback`],
      },
    ],
    // Names and groups come from the endpoint that tells of the person, not in the token.
    claims: { openid: ['sub'], profile: ['name'], groups: ['groups'] },
    scopes: ['openid', 'profile', 'groups'],
    cookies: { keys: ['a key of the test'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/login/${uid}` },
    findAccount: (_: unknown, sub: string) => ({
      accountId: sub,
      claims: () => ({ ...started.person, sub }),
    }),
    // Nobody is asked whether the console may know who he is.
    loadExistingGrant: async ({ oidc }: GrantContext) => {
      const { accountId } = oidc.session;
      const grant = new oidc.provider.Grant({ accountId, clientId: oidc.client.clientId });
      grant.addOIDCScope('openid profile groups');
      await grant.save();
      return grant;
    },
    ttl: {
      AccessToken: 60,
      AuthorizationCode: 60,
      Grant: 60,
      IdToken: 60,
      Interaction: 60,
      Session: 600,
    },
  };
}

interface GrantContext {
  oidc: {
    provider: Provider;
    session: { accountId: string };
    client: { clientId: string };
  };
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
