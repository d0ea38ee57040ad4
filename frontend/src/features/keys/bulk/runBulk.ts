export interface Refusal {
  code: string;
  rule?: string | null | undefined;
  message: string;
}

export interface Outcome {
  id: string;
  /** Absent: it was (or would be) done. */
  refusal?: Refusal;
}

interface Run {
  ids: readonly string[];
  one: (id: string) => Promise<Refusal | undefined>;
  onProgress: (done: number) => void;
  signal: AbortSignal;
  /** So many at a time: enough to hide the way, too few to be limited. */
  atOnce?: number;
}

/** One command per key, a few at a time; stopping leaves the rest untouched. */
export async function runBulk({ ids, one, onProgress, signal, atOnce = 4 }: Run): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let next = 0;
  const worker = async () => {
    for (;;) {
      const id = ids[next++];
      if (id === undefined || signal.aborted) return;
      const refusal = await one(id);
      outcomes.push(refusal ? { id, refusal } : { id });
      onProgress(outcomes.length);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return outcomes;
}

export interface Group {
  refusal: Refusal;
  ids: string[];
}

/** Refusals by their reason, the most frequent first. */
export function grouped(outcomes: readonly Outcome[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { id, refusal } of outcomes) {
    if (!refusal) continue;
    const group = groups.get(refusal.code);
    if (group) group.ids.push(id);
    else groups.set(refusal.code, { refusal, ids: [id] });
  }
  return [...groups.values()].sort((a, b) => b.ids.length - a.ids.length);
}
