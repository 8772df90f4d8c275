// A real issuer of OpenID Connect on this machine: oidc-provider, with its own pages to sign in.
import http from 'node:http';
import { pathToFileURL } from 'node:url';

const { module, port, keys, people, redirects, returns } = JSON.parse(process.argv[2]);
const { default: Provider } = await import(pathToFileURL(module));
const known = { ...people };

const provider = new Provider(`http://127.0.0.1:${port}`, {
  jwks: { keys },
  cookies: { keys: ['one of a test'] },
  clients: [
    {
      client_id: 'console', client_secret: 'the secret of the console', token_endpoint_auth_method: 'client_secret_post',
      grant_types: ['authorization_code', 'refresh_token'], redirect_uris: redirects, post_logout_redirect_uris: returns,
    },
    {
      client_id: 'robot', client_secret: 'the secret of the robot', grant_types: ['client_credentials'], response_types: [],
      redirect_uris: [],
    },
  ],
  pkce: { required: () => true },
  claims: { openid: ['sub'], profile: ['name', 'roles', 'organization'] },
  findAccount: (_, id) => known[id] && { accountId: id, claims: () => ({ sub: id, ...known[id] }) },
  issueRefreshToken: () => true,
  extraTokenClaims: (_, token) => (token.kind === 'ClientCredentials' ? known[token.clientId] : undefined),
  features: {
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: (_, client) => (client.clientId === 'robot' ? 'urn:linkage' : undefined),
      getResourceServerInfo: () => ({ scope: '', audience: 'linkage', accessTokenFormat: 'jwt', accessTokenTTL: 300 }),
    },
  },
});

const answer = provider.callback();
http.createServer(async (request, response) => {
  if (request.url.startsWith('/test/people/')) {
    let body = '';
    for await (const part of request) body += part;
    known[request.url.slice('/test/people/'.length)] = JSON.parse(body);
    response.end();
    return;
  }

  answer(request, response);
}).listen(port, '127.0.0.1', () => console.log('listening'));
