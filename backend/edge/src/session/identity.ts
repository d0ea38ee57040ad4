import * as oidc from 'openid-client';
import type { OidcConfig } from '../config.js';
import { platformProblem } from '../core/problem.js';

/** Where openid-client knows Entra ID, whose `organizations` issuer is a template over the token's own directory. */
const ENTRA = 'https://login.microsoftonline.com';
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export interface SignInAttempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly returnTo: string;
}

export interface Tokens {
  readonly tid: string;
  readonly oid: string;
  readonly name: string;
  readonly login: string;
  readonly accessToken: string;
  readonly accessTokenExpiresAt: number;
  readonly refreshToken: string | null;
  readonly idToken: string;
}
export interface RenewedTokens {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: number;
  readonly refreshToken: string | null;
  readonly idToken: string | null;
}

/** The identity provider said no: the person has to sign in again. */
export class IdentityRefused extends Error {}

/** Sign-in with Microsoft Entra ID, or anything of its shape: code + PKCE + state + nonce, many directories. */
export class Identity {
  #configuration: Promise<oidc.Configuration> | null = null;

  constructor(
    private readonly settings: OidcConfig,
    private readonly publicUrl: URL,
    private readonly now: () => number = Date.now,
  ) {}

  newAttempt(returnTo: string): SignInAttempt {
    return {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
      returnTo,
    };
  }

  async signInUrl(attempt: SignInAttempt, hints: Readonly<Record<string, string>>): Promise<URL> {
    return oidc.buildAuthorizationUrl(await this.configuration(), {
      redirect_uri: this.callbackUrl().href,
      scope: `openid profile offline_access ${this.settings.apiScope}`,
      code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
      state: attempt.state,
      nonce: attempt.nonce,
      ...hints,
    });
  }

  /** @throws IdentityRefused */
  async exchange(search: string, attempt: SignInAttempt): Promise<Tokens> {
    const url = this.callbackUrl();
    url.search = search;
    // The answer's issuer is the directory's; it is checked on the signed id token, not on the query.
    url.searchParams.delete('iss');
    const configuration = await this.configuration();
    const answer = await this.refusable(() =>
      oidc.authorizationCodeGrant(configuration, url, {
        pkceCodeVerifier: attempt.verifier,
        expectedState: attempt.state,
        expectedNonce: attempt.nonce,
        idTokenExpected: true,
      }),
    );
    const claims = answer.claims();
    const { tid, oid, name, preferred_username: login } = (claims ?? {}) as Record<string, unknown>;
    if (typeof tid !== 'string' || !GUID.test(tid) || typeof oid !== 'string' || oid === '') {
      throw new IdentityRefused('The id token names no directory or no person.');
    }
    if (claims?.iss !== this.issuerOf(tid)) throw new IdentityRefused('The id token is not its own directory’s.');
    return {
      tid,
      oid,
      name: typeof name === 'string' ? name : '',
      login: typeof login === 'string' ? login : '',
      accessToken: answer.access_token,
      accessTokenExpiresAt: this.expiry(answer.expiresIn()),
      refreshToken: answer.refresh_token ?? null,
      idToken: answer.id_token ?? '',
    };
  }

  /** @throws IdentityRefused when the person has to sign in again */
  async renew(refreshToken: string, who: { tid: string; oid: string }): Promise<RenewedTokens> {
    const configuration = await this.configuration();
    const answer = await this.refusable(() => oidc.refreshTokenGrant(configuration, refreshToken));
    const claims = answer.claims() as Record<string, unknown> | undefined;
    if (claims !== undefined && (claims['tid'] !== who.tid || claims['oid'] !== who.oid)) {
      throw new IdentityRefused('The renewed token is another person’s.');
    }
    return {
      accessToken: answer.access_token,
      accessTokenExpiresAt: this.expiry(answer.expiresIn()),
      refreshToken: answer.refresh_token ?? null,
      idToken: answer.id_token ?? null,
    };
  }

  /** Withdraws a refresh token where the provider can (Entra ID cannot: there its own sign-out does). */
  async withdraw(refreshToken: string): Promise<void> {
    const configuration = await this.configuration();
    if (configuration.serverMetadata().revocation_endpoint === undefined) return;
    await oidc.tokenRevocation(configuration, refreshToken, { token_type_hint: 'refresh_token' });
  }

  async signOutUrl(idToken: string | null): Promise<URL> {
    const configuration = await this.configuration();
    const home = new URL('/', this.publicUrl);
    if (configuration.serverMetadata().end_session_endpoint === undefined) return home;
    return oidc.buildEndSessionUrl(configuration, {
      post_logout_redirect_uri: home.href,
      ...(idToken === null || idToken === '' ? {} : { id_token_hint: idToken }),
    });
  }

  private callbackUrl(): URL {
    return new URL('/auth/callback', this.publicUrl);
  }

  private issuerOf(tid: string): string {
    return new URL(`/${tid}/v2.0`, this.settings.authority).href;
  }

  private expiry(seconds: number | undefined): number {
    return this.now() + (seconds ?? 300) * 1_000;
  }

  private async refusable<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof TypeError || (error instanceof Error && error.name === 'TimeoutError'))
        throw unreachable(error);
      const code = (error as { code?: unknown }).code;
      if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_RESPONSE_IS_NOT_CONFORM') throw unreachable(error);
      throw new IdentityRefused('The identity provider refused.', { cause: error });
    }
  }

  private configuration(): Promise<oidc.Configuration> {
    this.#configuration ??= this.discover().catch((error: unknown) => {
      this.#configuration = null;
      throw unreachable(error);
    });
    return this.#configuration;
  }

  private discover(): Promise<oidc.Configuration> {
    const { authority, directory, clientId, clientSecret } = this.settings;
    const insecure = authority.protocol === 'http:';
    return oidc.discovery(
      new URL(`/${directory}/v2.0`, ENTRA),
      clientId,
      { client_secret: clientSecret },
      oidc.ClientSecretPost(clientSecret),
      {
        timeout: 5,
        execute: [oidc.enableNonRepudiationChecks, ...(insecure ? [oidc.allowInsecureRequests] : [])],
        [oidc.customFetch]: (url, options) => fetchFrom(authority, url, options),
      },
    );
  }
}

/**
 * Discovery is asked as if of Entra ID, so that the issuer template holds, and fetched from the authority configured.
 * A code answered with an `iss` beside it names the person's directory, not the template: see exchange.
 */
async function fetchFrom(authority: URL, url: string, options: RequestInit): Promise<Response> {
  const response = await fetch(url.startsWith(ENTRA) ? url.replace(ENTRA, authority.origin) : url, options);
  if (!url.includes('/.well-known/') || !response.ok) return response;
  const metadata = (await response.json()) as Record<string, unknown>;
  return Response.json({ ...metadata, authorization_response_iss_parameter_supported: false });
}

function unreachable(cause: unknown): Error {
  return Object.assign(platformProblem('UNAVAILABLE', 5), { cause });
}
