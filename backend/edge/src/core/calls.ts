import type { Catalogue, SizeAdvice } from './catalogue-types.js';
import type { Caller, CoreClient } from './client.js';
import type { Explanation, Key, KeyDetail, KeyEvent, KeyMatches } from './key-types.js';
import { query, type QueryValue } from './query.js';
import type {
  AuditEntry,
  Customer,
  Day,
  ExpiryDay,
  Home,
  Import,
  ImportProblem,
  Me,
  Page,
  Partner,
  Permission,
  SearchHit,
  Uuid,
} from './types.js';

export interface PageArguments {
  first: number;
  after?: string | null | undefined;
  /** Ask for a cursor beside every item. */
  cursors?: boolean;
}
export type Filter = Readonly<Record<string, QueryValue>>;

/** A read of one key, as a member of its own so that a document asking many details of a key asks once. */
type Details = Map<Uuid, Promise<KeyDetail>>;

/** Every call the edge makes for one caller, one method an operation. It decides nothing. */
export class CoreCalls {
  #details: Details | null = null;

  constructor(
    private readonly client: CoreClient,
    private readonly caller: Caller,
  ) {}

  me = (): Promise<Me> => this.get('/v1/me');
  home = (): Promise<Home> => this.get('/v1/home');
  catalogue = (): Promise<Catalogue> => this.get('/v1/catalogue');
  permissions = (): Promise<Permission[]> => this.items('/v1/permissions');
  adviser = (count: number): Promise<SizeAdvice> => this.get(`/v1/adviser${query({ count })}`);
  search = (q: string): Promise<SearchHit[]> => this.items(`/v1/search${query({ q })}`);
  expiry = (range: { from: Day; to: Day; partnerId: Uuid | null }): Promise<ExpiryDay[]> =>
    this.items(`/v1/expiry${query(range)}`);

  keys = (page: PageArguments, filter: Filter, sort: string | null): Promise<Page<Key>> =>
    this.page('/v1/keys', page, { ...filter, sort });
  matchKeys = (numbers: readonly string[]): Promise<KeyMatches> =>
    this.client.post(this.caller, '/v1/keys/match', { numbers });
  keyEvents = (id: Uuid, page: PageArguments): Promise<Page<KeyEvent>> => this.page(`/v1/keys/${id}/events`, page, {});
  explainKey = (id: Uuid, on: Day): Promise<Explanation> => this.get(`/v1/keys/${id}/explanation${query({ on })}`);

  /** Read once for each key and request, however many of its fields are asked for. */
  key = (id: Uuid): Promise<KeyDetail> => {
    this.#details ??= new Map();
    let detail = this.#details.get(id);
    if (detail === undefined) {
      detail = this.get<KeyDetail>(`/v1/keys/${id}`);
      this.#details.set(id, detail);
    }
    return detail;
  };

  customers = (page: PageArguments, filter: Filter): Promise<Page<Customer>> =>
    this.page('/v1/customers', page, filter);
  customer = (id: Uuid): Promise<Customer> => this.get(`/v1/customers/${id}`);
  partners = (page: PageArguments, filter: Filter): Promise<Page<Partner>> => this.page('/v1/partners', page, filter);
  partner = (id: Uuid): Promise<Partner> => this.get(`/v1/partners/${id}`);

  imports = (page: PageArguments): Promise<Page<Import>> => this.page('/v1/imports', page, {});
  import = (id: Uuid): Promise<Import> => this.get(`/v1/imports/${id}`);
  importProblems = (id: Uuid, page: PageArguments): Promise<Page<ImportProblem>> =>
    this.page(`/v1/imports/${id}/problems`, page, {});

  audit = (page: PageArguments, filter: Filter): Promise<Page<AuditEntry>> => this.page('/v1/audit', page, filter);
  auditEntry = (id: Uuid): Promise<AuditEntry> => this.get(`/v1/audit/${id}`);

  /** A write. The same idempotency key is one write, however often it is sent. */
  command<T>(path: string, body: unknown, idempotencyKey: string): Promise<T> {
    // What was read before this write is not what holds after it.
    this.#details = null;
    return this.client.post<T>(this.caller, path, body, idempotencyKey);
  }

  private get<T>(path: string): Promise<T> {
    return this.client.get<T>(this.caller, path);
  }

  private page<T>(path: string, page: PageArguments, filter: Filter): Promise<Page<T>> {
    return this.get(`${path}${query({ first: page.first, after: page.after, ...filter, cursors: page.cursors })}`);
  }

  private async items<T>(path: string): Promise<T[]> {
    const answer = await this.get<T[] | { items: T[] }>(path);
    return Array.isArray(answer) ? answer : answer.items;
  }
}
