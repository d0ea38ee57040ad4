import type { CoreClient } from './client.js';
import type { Deadline } from './deadline.js';
import type { Acceptance, PayStateView, PayView } from './pay-types.js';
import { query } from './query.js';

/** A link somebody holds: whose quote, and the token that opens it. It stands in a header, never in an address. */
export interface PayLinkParts {
  readonly tenant: string;
  readonly token: string;
}

/**
 * The calls behind a pay page, for whoever holds the link. Unknown, revoked and foreign tokens are all PAY_LINK_UNKNOWN.
 * @throws CoreProblem
 */
export class PayCalls {
  constructor(
    private readonly client: CoreClient,
    private readonly link: PayLinkParts,
    private readonly headers: readonly string[],
    private readonly deadline: Deadline,
  ) {}

  /** @param back the visitor returns from the payment provider: an open payment is then being confirmed. */
  page(back: boolean): Promise<PayView> {
    return this.get(`/pay${query({ back: back || null })}`);
  }
  state(back: boolean): Promise<PayStateView> {
    return this.get(`/pay/state${query({ back: back || null })}`);
  }
  seen(): Promise<unknown> {
    return this.post('/pay/seen', {});
  }
  accept(acceptance: Acceptance): Promise<{ url: string }> {
    return this.post('/pay/accept', acceptance);
  }
  decline(reason: string): Promise<unknown> {
    return this.post('/pay/decline', { reason });
  }
  resend(): Promise<{ maskedEmail: string }> {
    return this.post('/pay/resend', {});
  }
  /** No more reminders to the address of this link. */
  unsubscribe(): Promise<unknown> {
    return this.post('/unsubscribe', { token: this.link.token });
  }

  private get<T>(path: string): Promise<T> {
    return this.client.json<T>({
      method: 'GET',
      path: `/v1/${this.link.tenant}${path}`,
      headers: [...this.headers, 'tessera-pay-token', this.link.token],
      deadline: this.deadline,
    });
  }

  private post<T>(path: string, body: unknown): Promise<T> {
    return this.client.json<T>({
      method: 'POST',
      path: `/v1/${this.link.tenant}${path}`,
      headers: [...this.headers, 'tessera-pay-token', this.link.token, 'content-type', 'application/json'],
      body: JSON.stringify(body),
      deadline: this.deadline,
    });
  }
}
