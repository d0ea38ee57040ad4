import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';

export const BRENTA = '33333333-3333-4333-8333-333333333333';
export const ELENA = {
  tid: BRENTA,
  oid: '0a000000-0000-4000-8000-000000000003',
  name: 'Elena Zanon',
  login: 'elena@brenta.example',
};

interface Grant {
  nonce: string;
  challenge: string;
}

/** What a test may make the provider do wrong. */
export interface Misdeeds {
  issuer?: string;
  nonce?: string;
  audience?: string;
  unsigned?: boolean;
  otherKey?: boolean;
  refuseRefresh?: boolean;
  refreshAs?: string;
  expiresIn?: number;
}

/** An identity provider of the shape of Entra ID v2, for as long as a test lasts. */
export class StubIdentity {
  url = '';
  misdeeds: Misdeeds = {};
  refreshes = 0;
  readonly withdrawn: string[] = [];
  readonly #codes = new Map<string, Grant>();
  #server: Server | null = null;
  #jwk: JWK = {};
  #keys: { own: CryptoKey; other: CryptoKey } | null = null;

  async start(): Promise<void> {
    const pair = await generateKeyPair('RS256', { extractable: true });
    const other = await generateKeyPair('RS256');
    this.#keys = { own: pair.privateKey, other: other.privateKey };
    this.#jwk = { ...(await exportJWK(pair.publicKey)), kid: 'one', use: 'sig', alg: 'RS256' };
    this.#server = createServer((request, response) => {
      void this.serve(request, response);
    });
    await new Promise<void>((done) => this.#server?.listen(0, '127.0.0.1', done));
    this.url = `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((done) => this.#server?.close(done));
  }

  /** Where the provider sends the browser after the person has signed in there. */
  authorise(signInUrl: string): string {
    const asked = new URL(signInUrl).searchParams;
    const code = randomUUID();
    this.#codes.set(code, { nonce: asked.get('nonce') ?? '', challenge: asked.get('code_challenge') ?? '' });
    const back = new URL(asked.get('redirect_uri') ?? '');
    back.searchParams.set('code', code);
    back.searchParams.set('state', asked.get('state') ?? '');
    return back.pathname + back.search;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const json = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const path = request.url ?? '';
    if (path === '/organizations/v2.0/.well-known/openid-configuration') json(200, this.metadata());
    else if (path === '/organizations/discovery/v2.0/keys') json(200, { keys: [this.#jwk] });
    else if (path === '/organizations/oauth2/v2.0/token') await this.token(new URLSearchParams(text), json);
    else if (path === '/organizations/oauth2/v2.0/revoke') {
      this.withdrawn.push(new URLSearchParams(text).get('token') ?? '');
      json(200, {});
    } else json(404, {});
  }

  private metadata(): unknown {
    const at = `${this.url}/organizations`;
    return {
      issuer: `${this.url}/{tenantid}/v2.0`,
      authorization_endpoint: `${at}/oauth2/v2.0/authorize`,
      token_endpoint: `${at}/oauth2/v2.0/token`,
      end_session_endpoint: `${at}/oauth2/v2.0/logout`,
      revocation_endpoint: `${at}/oauth2/v2.0/revoke`,
      jwks_uri: `${at}/discovery/v2.0/keys`,
      response_types_supported: ['code'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      authorization_response_iss_parameter_supported: true,
    };
  }

  private async token(form: URLSearchParams, json: (status: number, body: unknown) => void): Promise<void> {
    const refused = { error: 'invalid_grant', error_description: 'AADSTS70000: no.' };
    if (form.get('grant_type') === 'refresh_token') {
      this.refreshes += 1;
      if (this.misdeeds.refuseRefresh) json(400, refused);
      else json(200, await this.tokens(undefined, form.get('client_id') ?? ''));
      return;
    }
    const grant = this.#codes.get(form.get('code') ?? '');
    this.#codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (challenge !== grant?.challenge) {
      json(400, refused);
      return;
    }
    json(200, await this.tokens(grant.nonce, form.get('client_id') ?? ''));
  }

  private async tokens(nonce: string | undefined, clientId: string): Promise<unknown> {
    const { misdeeds } = this;
    const claims: Record<string, unknown> = {
      ver: '2.0',
      tid: ELENA.tid,
      oid: nonce === undefined ? (misdeeds.refreshAs ?? ELENA.oid) : ELENA.oid,
      name: ELENA.name,
      preferred_username: ELENA.login,
    };
    if (nonce !== undefined) claims['nonce'] = misdeeds.nonce ?? nonce;
    const key = misdeeds.otherKey ? this.#keys?.other : this.#keys?.own;
    if (key === undefined) throw new Error('not started');
    let idToken = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'one', typ: 'JWT' })
      .setIssuer(misdeeds.issuer ?? `${this.url}/${ELENA.tid}/v2.0`)
      .setAudience(misdeeds.audience ?? clientId)
      .setSubject('pairwise-subject')
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(key);
    if (misdeeds.unsigned) {
      const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url');
      idToken = `${none}.${idToken.split('.')[1] ?? ''}.`;
    }
    return {
      token_type: 'Bearer',
      access_token: `access-${randomUUID()}`,
      refresh_token: `refresh-${randomUUID()}`,
      id_token: idToken,
      expires_in: misdeeds.expiresIn ?? 3600,
    };
  }
}
