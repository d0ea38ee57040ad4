import type { Config } from '../config.js';
import { CoreClient } from '../core/client.js';
import type { Log } from '../log.js';
import { Cookies } from '../session/cookies.js';
import { Identity } from '../session/identity.js';
import { Seal } from '../session/seal.js';
import { Sessions } from '../session/sessions.js';
import { SessionStore } from '../session/store.js';
import { headerSets, type HeaderSets } from './headers.js';
import { Rates } from './rates.js';

/** The parts every route is made of. */
export interface Edge {
  readonly config: Config;
  readonly log: Log;
  readonly core: CoreClient;
  readonly seal: Seal;
  readonly identity: Identity;
  readonly sessions: Sessions;
  readonly cookies: Cookies;
  readonly headers: HeaderSets;
  readonly rates: {
    readonly signIn: Rates;
    readonly graphql: Rates;
    readonly v1: Rates;
    readonly pay: Rates;
    readonly cost: Rates;
  };
  readonly now: () => number;
}

export function makeEdge(config: Config, log: Log, now: () => number = Date.now): Edge {
  const core = new CoreClient(config.coreUrl, config.coreConnections);
  const seal = new Seal(config.sessionSecret);
  const identity = new Identity(config.oidc, config.publicUrl, now);
  return {
    config,
    log,
    core,
    seal,
    identity,
    sessions: new Sessions(new SessionStore(core, config.coreSecret, seal, now), identity, now),
    cookies: new Cookies(config.publicUrl),
    headers: headerSets(config),
    rates: {
      signIn: new Rates(config.rates.signIn, now),
      graphql: new Rates(config.rates.graphql, now),
      v1: new Rates(config.rates.device, now),
      pay: new Rates(config.rates.pay, now),
      cost: new Rates(config.rates.cost, now),
    },
    now,
  };
}
