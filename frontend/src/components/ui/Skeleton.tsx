import { useEffect, useState } from 'react';
import { useT } from '@/lib/i18n/useT';
import classes from './Skeleton.module.css';

/** True once something has been waiting for 150 ms: quick answers show no skeleton at all. */
export function useWaiting(waiting: boolean, after = 150): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => setLate(true), after);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [waiting, after]);
  return waiting && late;
}

/** Holds the final height from the first moment; draws the bars only when waiting takes long. */
export function Skeleton({ height, rows = 1 }: { height: number; rows?: number }) {
  const t = useT();
  const late = useWaiting(true);
  return (
    <div aria-busy="true">
      {late ? <span className="visually-hidden">{t('ui.loading')}</span> : null}
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={classes.place} style={{ height }}>
          {late ? <div className={classes.bar} /> : null}
        </div>
      ))}
    </div>
  );
}
