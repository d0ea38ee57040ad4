import { useCallback, useEffect, useRef } from 'react';

const REST_MS = 600;

/** The same function, called once when its calls have rested: many changes at once are one reading anew. */
export function useRested(run: () => void): () => void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current(), REST_MS);
  }, []);
}
