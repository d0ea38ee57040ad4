/** The sandbox's time: the machine's, moved on by the control API; and what is to be done later, in order of time. */

const longestTimer = 2 ** 31 - 1;

/** @typedef {{ due: number, n: number, work: () => void }} Task due: ms since the epoch */

export class Clock {
  /** A binary heap, earliest first. @type {Task[]} */
  #heap = [];
  /** @type {NodeJS.Timeout | undefined} */
  #timer;
  #count = 0;

  /** @param {number} [offset] ms by which this clock is ahead of the machine's */
  constructor(offset = 0) {
    this.offset = offset;
  }

  /** ms since the epoch */
  now() {
    return Date.now() + this.offset;
  }

  /** As Stripe writes moments: whole seconds since the epoch. */
  seconds() {
    return Math.floor(this.now() / 1000);
  }

  /**
   * @param {number} due ms since the epoch, in this clock's time
   * @param {() => void} work
   */
  at(due, work) {
    const task = { due, n: this.#count++, work };
    this.#heap.push(task);
    this.#rise(this.#heap.length - 1);
    if (this.#heap[0] === task) this.#arm();
  }

  /** Everything that falls due on the way is done at once. @param {number} ms */
  advance(ms) {
    this.offset += ms;
    this.#arm();
  }

  stop() {
    clearTimeout(this.#timer);
    this.#heap = [];
  }

  #arm() {
    clearTimeout(this.#timer);
    const next = this.#heap[0];
    if (!next) return;
    const wait = Math.min(Math.max(next.due - this.now(), 0), longestTimer);
    this.#timer = setTimeout(() => this.#runDue(), wait);
  }

  #runDue() {
    const now = this.now();
    for (let next = this.#heap[0]; next && next.due <= now; next = this.#heap[0]) {
      this.#removeFirst();
      next.work();
    }
    this.#arm();
  }

  #removeFirst() {
    const last = this.#heap.pop();
    if (!last || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink(0);
  }

  /** @param {number} index */
  #rise(index) {
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#isBefore(index, parent)) return;
      this.#swap(index, parent);
      index = parent;
    }
  }

  /** @param {number} index */
  #sink(index) {
    for (;;) {
      const left = 2 * index + 1;
      if (left >= this.#heap.length) return;
      const child = left + 1 < this.#heap.length && this.#isBefore(left + 1, left) ? left + 1 : left;
      if (!this.#isBefore(child, index)) return;
      this.#swap(index, child);
      index = child;
    }
  }

  /**
   * @param {number} left
   * @param {number} right
   */
  #isBefore(left, right) {
    const [one, other] = [/** @type {Task} */ (this.#heap[left]), /** @type {Task} */ (this.#heap[right])];
    return one.due === other.due ? one.n < other.n : one.due < other.due;
  }

  /**
   * @param {number} left
   * @param {number} right
   */
  #swap(left, right) {
    const kept = /** @type {Task} */ (this.#heap[left]);
    this.#heap[left] = /** @type {Task} */ (this.#heap[right]);
    this.#heap[right] = kept;
  }
}
