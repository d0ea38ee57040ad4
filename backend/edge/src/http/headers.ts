import type { Config } from '../config.js';

export type Headers = Readonly<Record<string, string>>;

/** Response headers by what is answered: data, the SPA's page, its files, GraphiQL. */
export interface HeaderSets {
  readonly data: Headers;
  readonly file: Headers;
  page(nonce: string | null): Headers;
  readonly graphiql: Headers;
  /** Pages whose address is a secret. */
  readonly pay: Headers;
}

const NOTHING = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'screen-wake-lock',
  'usb',
];

function policy(parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts)
    .map(([name, value]) => `${name} ${value}`.trim())
    .join('; ');
}

export function headerSets(config: Pick<Config, 'production' | 'oidc'>): HeaderSets {
  const everywhere: Record<string, string> = {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-permitted-cross-domain-policies': 'none',
    'permissions-policy': NOTHING.map((feature) => `${feature}=()`).join(', '),
    ...(config.production ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  };
  const shut = policy({
    'default-src': "'none'",
    'frame-ancestors': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
  });
  const documents = {
    'default-src': "'none'",
    'script-src': "'self'",
    'font-src': "'self'",
    'img-src': "'self' data:",
    'connect-src': "'self'",
    'manifest-src': "'self'",
    'object-src': "'none'",
    'base-uri': "'none'",
    'frame-ancestors': "'none'",
    'form-action': `'self' ${config.oidc.authority.origin}`,
  };
  const noStore = 'no-store';
  return {
    data: { ...everywhere, 'content-security-policy': shut, 'cache-control': noStore },
    file: { ...everywhere, 'content-security-policy': shut },
    page: (nonce) => ({
      ...everywhere,
      'content-security-policy': policy({
        ...documents,
        // Elements need the nonce; attributes (a component's own size or colour) cannot carry one.
        'style-src': nonce === null ? "'self'" : `'self' 'nonce-${nonce}'`,
        'style-src-attr': "'unsafe-inline'",
      }),
      'cache-control': 'no-cache',
    }),
    graphiql: {
      ...everywhere,
      'content-security-policy': policy({
        ...documents,
        // Its editor writes style elements, and its style sheet carries its fonts.
        'style-src': "'self' 'unsafe-inline'",
        'font-src': "'self' data:",
      }),
      'cache-control': 'no-cache',
    },
    pay: {
      ...everywhere,
      'content-security-policy': policy({
        'default-src': "'none'",
        'script-src': "'self'",
        'style-src': "'self'",
        'img-src': "'self'",
        'connect-src': "'self'",
        'object-src': "'none'",
        'base-uri': "'none'",
        'frame-ancestors': "'none'",
        'form-action': "'self'",
        'require-trusted-types-for': "'script'",
        'trusted-types': "'none'",
      }),
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
      'cache-control': noStore,
    },
  };
}
