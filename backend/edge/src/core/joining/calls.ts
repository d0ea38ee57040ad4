import type { CoreClient } from '../client.js';
import type { Deadline } from '../deadline.js';
import type { InvitationView, JoinPage } from './types.js';

/**
 * The calls behind the pages of people who do not belong here yet.
 * @throws CoreProblem
 */
export class JoiningCalls {
  constructor(
    private readonly client: CoreClient,
    private readonly tenant: string,
    private readonly headers: readonly string[],
    private readonly deadline: Deadline,
  ) {}

  joinPage(): Promise<JoinPage> {
    return this.get('/join');
  }
  apply(form: Readonly<Record<string, string>>): Promise<unknown> {
    return this.post('/join/apply', form);
  }
  invitation(): Promise<InvitationView> {
    return this.get('/invitation');
  }
  /** As whoever the headers say is signed in. */
  accept(): Promise<unknown> {
    return this.post('/invitation/accept', {});
  }

  private get<T>(path: string): Promise<T> {
    return this.client.json<T>({
      method: 'GET',
      path: this.path(path),
      headers: [...this.headers],
      deadline: this.deadline,
    });
  }
  private post<T>(path: string, body: unknown): Promise<T> {
    return this.client.json<T>({
      method: 'POST',
      path: this.path(path),
      headers: [...this.headers, 'content-type', 'application/json'],
      body: JSON.stringify(body),
      deadline: this.deadline,
    });
  }
  private path(path: string): string {
    return `/v1/${this.tenant}${path}`;
  }
}
