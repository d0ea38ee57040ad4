/** A bucket an address or credential: `perMinute` units, refilled steadily. The map is bounded; the longest unseen goes. */
export class Rates {
  readonly #buckets = new Map<string, { left: number; at: number }>();

  constructor(
    private readonly perMinute: number,
    private readonly now: () => number = Date.now,
    private readonly mostBuckets = 20_000,
  ) {}

  /** 0 when there is room, otherwise the seconds to wait. */
  take(who: string, units = 1): number {
    const at = this.now();
    const before = this.#buckets.get(who);
    const left =
      before === undefined
        ? this.perMinute
        : Math.min(this.perMinute, before.left + (Math.max(0, at - before.at) / 60_000) * this.perMinute);
    const enough = left >= units;
    if (before === undefined || at - before.at > 1_000) {
      this.#buckets.delete(who);
      if (this.#buckets.size >= this.mostBuckets) this.dropOldest();
      this.#buckets.set(who, { left: enough ? left - units : left, at });
    } else {
      before.left = enough ? left - units : left;
      before.at = at;
    }
    if (enough) return 0;
    return Math.min(60, Math.max(1, Math.ceil(((units - left) / Math.max(1, this.perMinute)) * 60)));
  }

  get size(): number {
    return this.#buckets.size;
  }

  private dropOldest(): void {
    const oldest = this.#buckets.keys().next();
    if (!oldest.done) this.#buckets.delete(oldest.value);
  }
}

/** IPv6 addresses count by their /64: one household or host has them all. */
export function rateAddress(address: string): string {
  if (!address.includes(':')) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1] !== undefined) return mapped[1];
  const [head = '', tail] = address.split('::', 2);
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const rest = tail === '' ? [] : tail.split(':');
    while (groups.length + rest.length < 8) groups.push('0');
    groups.push(...rest);
  }
  return `${groups.slice(0, 4).join(':')}::/64`;
}
