type Cancel = (reason: Error) => void;

/** One request's life: everything it started is stopped when its time is up or its client has gone. */
export class Deadline {
  readonly #cancels = new Set<Cancel>();
  readonly #timer: NodeJS.Timeout;
  #reason: Error | null = null;

  constructor(milliseconds: number, expired: () => Error) {
    this.#timer = setTimeout(() => {
      this.cancel(expired());
    }, milliseconds);
    this.#timer.unref();
  }

  get reason(): Error | null {
    return this.#reason;
  }

  /** Calls `cancel` once, now if the time is already up. Returns how to take it back. */
  onCancel(cancel: Cancel): () => void {
    if (this.#reason !== null) {
      cancel(this.#reason);
      return () => undefined;
    }
    this.#cancels.add(cancel);
    return () => {
      this.#cancels.delete(cancel);
    };
  }

  cancel(reason: Error): void {
    if (this.#reason !== null) return;
    this.#reason = reason;
    clearTimeout(this.#timer);
    for (const cancel of this.#cancels) cancel(reason);
    this.#cancels.clear();
  }

  finish(): void {
    clearTimeout(this.#timer);
    this.#cancels.clear();
  }
}
