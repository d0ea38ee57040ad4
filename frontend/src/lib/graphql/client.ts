import { authExchange } from '@urql/exchange-auth';
import { cacheExchange } from '@urql/exchange-graphcache';
import { persistedExchange } from '@urql/exchange-persisted';
import type { CombinedError, Exchange } from 'urql';
import { Client, fetchExchange } from 'urql';
import { readSession, renewByReturning } from '@/lib/session/session';
import { chosenTenant } from '@/lib/session/tenantChoice';
import { currentViewing, endViewing } from '@/lib/session/viewing';
import { cacheOptions } from './cache';

interface Hashed {
  __meta__?: { hash?: string };
}

/** Only documents known at build time are sent, and only by their hash. */
const persisted = persistedExchange({
  enforcePersistedQueries: true,
  enableForMutation: true,
  // A GET would put search texts and e-mail addresses into addresses and logs.
  preferGetForPersistedQueries: false,
  generateHash: (_query, document) => Promise.resolve((document as unknown as Hashed).__meta__?.hash),
});

/** A session the server ended answers 401; where the browser itself let the cookie go, the error says it. */
export const isSignedOut = (error: Pick<CombinedError, 'graphQLErrors' | 'response'>): boolean =>
  (error.response as Response | undefined)?.status === 401 ||
  error.graphQLErrors.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED');

/** The hour of looking as a partner is over. */
const isNoViewing = (error: Pick<CombinedError, 'graphQLErrors'>): boolean =>
  error.graphQLErrors.some(({ extensions }) => extensions.code === 'VIEWING_ENDED');

const session = authExchange(() =>
  Promise.resolve({
    addAuthToOperation: operation => operation,
    didAuthError: error => isSignedOut(error) || isNoViewing(error),
    refreshAuth: async () => {
      if (currentViewing() !== null) {
        endViewing('/');
        return;
      }
      const { signedIn } = await readSession();
      if (!signedIn) renewByReturning();
    },
  }),
);

export interface Clients {
  /** What the screens read from: one normalised cache. */
  client: Client;
  /**
   * Without the cache. A dry run answers with the key as it *would* be under the same id; in the cache
   * that answer would overwrite what is.
   */
  uncached: Client;
}

export function createClients(language: string): Clients {
  const create = (exchanges: Exchange[]) =>
    new Client({
      url: '/graphql',
      preferGetMethod: false,
      exchanges: [...exchanges, session, persisted, fetchExchange],
      fetchOptions: () => {
        const [tenant, viewing] = [chosenTenant(), currentViewing()];
        return {
          credentials: 'same-origin',
          headers: {
            'Tessera-Csrf': '1',
            'Accept-Language': language,
            ...(tenant === null ? {} : { 'Tessera-Tenant': tenant }),
            ...(viewing === null ? {} : { 'Tessera-Viewing': viewing }),
          },
        };
      },
    });
  return { client: create([cacheExchange(cacheOptions)]), uncached: create([]) };
}
