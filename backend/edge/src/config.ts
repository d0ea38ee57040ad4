import { resolve } from 'node:path';

/** Everything the edge is told from outside, read once at start. */
export interface Config {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  /** The one origin browsers see. */
  readonly publicUrl: URL;
  readonly coreUrl: URL;
  readonly coreSecret: string;
  readonly coreConnections: number;
  readonly sessionSecret: string;
  readonly oidc: OidcConfig;
  readonly staticDir: string;
  readonly graphiqlDir: string;
  /** Style, script and words of the pages that need no account. */
  readonly payDir: string;
  readonly persistedDocuments: readonly string[];
  /** Addresses or networks whose X-Forwarded-For is believed; none by default. */
  readonly trustedProxies: readonly string[];
  readonly logLevel: string;
  readonly rates: RateConfig;
}

export interface OidcConfig {
  readonly authority: URL;
  /** `organizations`, or one directory's id. */
  readonly directory: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly apiScope: string;
}

/** Per minute. */
export interface RateConfig {
  readonly signIn: number;
  readonly graphql: number;
  readonly device: number;
  readonly pay: number;
  readonly cost: number;
}

export class ConfigurationRefused extends Error {
  constructor(readonly reasons: readonly string[]) {
    super(`The edge does not start:\n${reasons.map((reason) => `  - ${reason}`).join('\n')}`);
    this.name = 'ConfigurationRefused';
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

const DEVELOPMENT = {
  EDGE_SESSION_SECRET: 'dev-session-secret-not-for-production',
  EDGE_CORE_SECRET: 'dev-core-secret-not-for-production',
  OIDC_CLIENT_SECRET: 'dev-edge-secret-not-for-production',
} as const;

/** Paths are relative to this package when not absolute and not set. */
const PACKAGE = resolve(import.meta.dirname, '..');
const REPOSITORY = resolve(PACKAGE, '../..');

export function readConfig(environment: Environment): Config {
  const reasons: string[] = [];
  const production = environment['NODE_ENV'] === 'production';
  const text = (name: string, fallback: string): string => {
    const value = environment[name];
    return value === undefined || value === '' ? fallback : value;
  };
  const url = (name: string, fallback: string): URL => {
    const value = text(name, fallback);
    if (URL.canParse(value)) return new URL(value);
    reasons.push(`${name} is not an address: it must look like https://host.`);
    return new URL(fallback);
  };
  const count = (name: string, fallback: number, most: number): number => {
    const value = Number(text(name, String(fallback)));
    if (Number.isSafeInteger(value) && value >= 0 && value <= most) return value;
    reasons.push(`${name} must be a whole number from 0 to ${String(most)}.`);
    return fallback;
  };
  const secret = (name: keyof typeof DEVELOPMENT): string => {
    const value = text(name, DEVELOPMENT[name]);
    if (value.length < 32) reasons.push(`${name} is shorter than 32 characters.`);
    if (production && (value === DEVELOPMENT[name] || /not-for-production|^dev-/.test(value))) {
      reasons.push(`${name} is missing or a development secret; production needs its own.`);
    }
    return value;
  };

  const port = count('EDGE_PORT', 7000, 65_535);
  const config: Config = {
    production,
    host: text('EDGE_HOST', '127.0.0.1'),
    port,
    publicUrl: url('EDGE_PUBLIC_URL', `http://localhost:${String(port)}`),
    coreUrl: url('EDGE_CORE_URL', 'http://127.0.0.1:7020'),
    coreSecret: secret('EDGE_CORE_SECRET'),
    coreConnections: count('EDGE_CORE_CONNECTIONS', 64, 4_096),
    sessionSecret: secret('EDGE_SESSION_SECRET'),
    oidc: {
      authority: url('OIDC_AUTHORITY', 'http://localhost:7010'),
      directory: text('OIDC_DIRECTORY', 'organizations'),
      clientId: text('OIDC_CLIENT_ID', 'aaaaaaaa-0000-4000-8000-000000000001'),
      clientSecret: secret('OIDC_CLIENT_SECRET'),
      apiScope: text('OIDC_API_SCOPE', 'api://tessera/access_as_user'),
    },
    staticDir: resolve(text('EDGE_STATIC_DIR', resolve(REPOSITORY, 'frontend/dist'))),
    graphiqlDir: resolve(text('EDGE_GRAPHIQL_DIR', resolve(PACKAGE, 'dist/graphiql'))),
    payDir: resolve(PACKAGE, 'pay'),
    persistedDocuments: text(
      'EDGE_PERSISTED_DOCUMENTS',
      [
        resolve(REPOSITORY, 'frontend/dist/persisted-documents.json'),
        resolve(REPOSITORY, 'frontend/src/gql/persisted-documents.json'),
      ].join(','),
    ).split(','),
    trustedProxies: text('EDGE_TRUSTED_PROXIES', '').split(',').filter(Boolean),
    logLevel: text('EDGE_LOG_LEVEL', production ? 'info' : 'warn'),
    rates: {
      signIn: count('EDGE_RATE_SIGN_IN', 60, 1_000_000_000),
      graphql: count('EDGE_RATE_GRAPHQL', 3_000, 1_000_000_000),
      device: count('EDGE_RATE_V1', 6_000, 1_000_000_000),
      pay: count('EDGE_RATE_PAY', 600, 1_000_000_000),
      cost: count('EDGE_RATE_COST', 300_000, 1_000_000_000),
    },
  };
  if (production) {
    if (config.publicUrl.protocol !== 'https:') reasons.push('EDGE_PUBLIC_URL must be https in production.');
    if (config.oidc.authority.protocol !== 'https:') reasons.push('OIDC_AUTHORITY must be https in production.');
  }
  if (config.publicUrl.pathname !== '/') reasons.push('EDGE_PUBLIC_URL must be an origin, without a path.');
  if (reasons.length > 0) throw new ConfigurationRefused(reasons);
  return config;
}
