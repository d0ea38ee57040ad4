import type { Catalogue, SizeAdvice } from './catalogue-types.js';
import type { Caller, CoreClient } from './client.js';
import type { Application, Team } from './joining/types.js';
import type { CertificationPath, Certifications, Course } from './learning/types.js';
import type { Explanation, Key, KeyDetail, KeyEvent, KeyMatches } from './key-types.js';
import type { Message, Reminders } from './message-types.js';
import type { Credit, Document, InboxEvent, LedgerCheck, OrderDetail, OrderEntry } from './order-types.js';
import type {
  BackTest,
  KeyReview,
  LevelRuleBook,
  PartnerLevel,
  PartnerNote,
  Plan,
  PointPage,
  Review,
  ReviewCheck,
  ReviewLine,
  ReviewRecord,
  ReviewResult,
} from './programme-types.js';
import { query, type QueryValue } from './query.js';
import type { QuoteDetail, QuoteEntry, QuoteVersion } from './quote-types.js';
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
  /** Without the total where false. */
  count?: boolean;
  /** Only these fields of an item, comma separated; all where there are none. */
  fields?: string;
}
export type Filter = Readonly<Record<string, QueryValue>>;

/** Whole things read so far, by their path: a document asking many details of one asks once. */
type Read = Map<string, Promise<unknown>>;

/** Every call the edge makes for one caller, one method an operation. It decides nothing. */
export class CoreCalls {
  #read: Read | null = null;

  constructor(
    private readonly client: CoreClient,
    private readonly caller: Caller,
  ) {}

  me(): Promise<Me> {
    return this.get('/v1/me');
  }
  home(): Promise<Home> {
    return this.get('/v1/home');
  }
  catalogue(): Promise<Catalogue> {
    return this.get('/v1/catalogue');
  }
  permissions(): Promise<Permission[]> {
    return this.items('/v1/permissions');
  }
  adviser(count: number): Promise<SizeAdvice> {
    return this.get(`/v1/adviser${query({ count })}`);
  }
  search(q: string): Promise<SearchHit[]> {
    return this.items(`/v1/search${query({ q })}`);
  }
  expiry(range: { from: Day; to: Day; partnerId: Uuid | null }): Promise<ExpiryDay[]> {
    return this.items(`/v1/expiry${query(range)}`);
  }

  keys(page: PageArguments, filter: Filter, sort: string | null): Promise<Page<Key>> {
    return this.page('/v1/keys', page, { ...filter, sort });
  }
  matchKeys(numbers: readonly string[]): Promise<KeyMatches> {
    return this.client.post(this.caller, '/v1/keys/match', { numbers });
  }
  key(id: Uuid): Promise<KeyDetail> {
    return this.once(`/v1/keys/${id}`);
  }
  keyEvents(id: Uuid, page: PageArguments): Promise<Page<KeyEvent>> {
    return this.page(`/v1/keys/${id}/events`, page, {});
  }
  explainKey(id: Uuid, on: Day): Promise<Explanation> {
    return this.get(`/v1/keys/${id}/explanation${query({ on })}`);
  }

  customers(page: PageArguments, filter: Filter): Promise<Page<Customer>> {
    return this.page('/v1/customers', page, filter);
  }
  customer(id: Uuid): Promise<Customer> {
    return this.get(`/v1/customers/${id}`);
  }
  partners(page: PageArguments, filter: Filter): Promise<Page<Partner>> {
    return this.page('/v1/partners', page, filter);
  }
  partner(id: Uuid): Promise<Partner> {
    return this.once(`/v1/partners/${id}`);
  }
  applications(page: PageArguments, filter: Filter): Promise<Page<Application>> {
    return this.page('/v1/applications', page, filter);
  }
  team(partner: Uuid): Promise<Team> {
    return this.get(`/v1/partners/${partner}/team`);
  }
  certificationPaths(): Promise<CertificationPath[]> {
    return this.get('/v1/certification-paths');
  }
  courses(page: PageArguments, filter: Filter): Promise<Page<Course>> {
    return this.page('/v1/courses', page, filter);
  }
  course(id: Uuid): Promise<Course> {
    return this.get(`/v1/courses/${id}`);
  }
  certifications(partner: Uuid): Promise<Certifications> {
    return this.get(`/v1/partners/${partner}/certifications`);
  }
  level(partner: Uuid): Promise<PartnerLevel> {
    return this.get(`/v1/partners/${partner}/level`);
  }
  points(partner: Uuid, page: PageArguments): Promise<PointPage> {
    return this.page(`/v1/partners/${partner}/points`, page, {});
  }
  plan(partner: Uuid, wish: Filter): Promise<Plan> {
    return this.get(`/v1/partners/${partner}/plan${query(wish)}`);
  }
  levelRules(): Promise<LevelRuleBook> {
    return this.get('/v1/level-rules');
  }
  backTest(): Promise<BackTest> {
    return this.get('/v1/level-rules/back-test');
  }
  partnerNotes(partner: Uuid, page: PageArguments): Promise<Page<PartnerNote>> {
    return this.page(`/v1/partners/${partner}/notes`, page, {});
  }

  reviews(page: PageArguments): Promise<Page<Review>> {
    return this.page('/v1/reviews', page, {});
  }
  review(id: Uuid): Promise<Review> {
    return this.get(`/v1/reviews/${id}`);
  }
  reviewResults(id: Uuid, page: PageArguments, filter: Filter): Promise<Page<ReviewResult>> {
    return this.page(`/v1/reviews/${id}/results`, page, filter);
  }
  /** @param run its id, or `last` for the newest published one */
  reviewResult(run: string, partner: Uuid): Promise<ReviewRecord> {
    return this.get(`/v1/reviews/${run}/results/${partner}`);
  }
  /** @param run as in reviewResult */
  reviewLines(run: string, partner: Uuid, page: PageArguments): Promise<Page<ReviewLine>> {
    return this.page(`/v1/reviews/${run}/results/${partner}/lines`, page, {});
  }
  keyReviews(key: Uuid): Promise<KeyReview[]> {
    return this.items(`/v1/keys/${key}/reviews`);
  }
  checkReview(id: Uuid): Promise<ReviewCheck> {
    return this.get(`/v1/reviews/${id}/check`);
  }

  imports(page: PageArguments): Promise<Page<Import>> {
    return this.page('/v1/imports', page, {});
  }
  import(id: Uuid): Promise<Import> {
    return this.get(`/v1/imports/${id}`);
  }
  importProblems(id: Uuid, page: PageArguments): Promise<Page<ImportProblem>> {
    return this.page(`/v1/imports/${id}/problems`, page, {});
  }

  audit(page: PageArguments, filter: Filter): Promise<Page<AuditEntry>> {
    return this.page('/v1/audit', page, filter);
  }
  auditEntry(id: Uuid): Promise<AuditEntry> {
    return this.get(`/v1/audit/${id}`);
  }

  quotes(page: PageArguments, filter: Filter): Promise<Page<QuoteEntry>> {
    return this.page('/v1/quotes', page, filter);
  }
  quote(id: Uuid): Promise<QuoteDetail> {
    return this.once(`/v1/quotes/${id}`);
  }
  quoteVersions(id: Uuid): Promise<QuoteVersion[]> {
    return this.items(`/v1/quotes/${id}/versions`);
  }
  orders(page: PageArguments, filter: Filter): Promise<Page<OrderEntry>> {
    return this.page('/v1/orders', page, filter);
  }
  order(id: Uuid): Promise<OrderDetail> {
    return this.once(`/v1/orders/${id}`);
  }
  document(id: Uuid): Promise<Document> {
    return this.get(`/v1/documents/${id}`);
  }

  credits(page: PageArguments, filter: Filter): Promise<Page<Credit>> {
    return this.page('/v1/credits', page, filter);
  }
  ledgerCheck(): Promise<LedgerCheck> {
    return this.get('/v1/ledger/check');
  }
  inbox(filter: Filter): Promise<InboxEvent[]> {
    return this.items(`/v1/inbox${query(filter)}`);
  }
  reminders(filter: Filter): Promise<Reminders> {
    return this.get(`/v1/reminders${query(filter)}`);
  }
  messages(page: PageArguments, filter: Filter): Promise<Page<Message>> {
    return this.page('/v1/messages', page, filter);
  }

  /** A write. The same idempotency key is one write, however often it is sent. */
  command<T>(path: string, body: unknown, idempotencyKey: string): Promise<T> {
    // What was read before this write is not what holds after it.
    this.#read = null;
    return this.client.post<T>(this.caller, path, body, idempotencyKey);
  }

  /** Read once a request, however many of its fields are asked for. */
  private once<T>(path: string): Promise<T> {
    this.#read ??= new Map();
    let read = this.#read.get(path) as Promise<T> | undefined;
    if (read === undefined) {
      read = this.get<T>(path);
      this.#read.set(path, read);
    }
    return read;
  }

  private get<T>(path: string): Promise<T> {
    return this.client.get<T>(this.caller, path);
  }

  private page<T>(path: string, page: PageArguments, filter: Filter): Promise<Page<T>> {
    return this.get(path + query({ ...page, ...filter }));
  }

  private async items<T>(path: string): Promise<T[]> {
    const answer = await this.get<T[] | { items: T[] }>(path);
    return Array.isArray(answer) ? answer : answer.items;
  }
}
