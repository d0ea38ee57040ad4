import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import classes from './UsageBar.module.css';

interface UsageBarProps {
  counted: number | null | undefined;
  max: number | null | undefined;
  stale?: boolean;
}

/** Extensions counted against the maximum, in figures first; over it the figures say so too. */
export function UsageBar({ counted, max, stale = false }: UsageBarProps) {
  const t = useT();
  const format = useFormat();
  if (typeof max !== 'number') return <span className="muted">–</span>;
  if (typeof counted !== 'number') {
    return <span className="muted">{t('keys.usage.none', { max: format.number(max) })}</span>;
  }
  const over = counted > max;
  return (
    <span className={classes.usage} data-over={over || undefined} data-stale={stale || undefined}>
      <span className={classes.track} aria-hidden="true">
        <span className={classes.fill} style={{ width: `${Math.min(100, (counted / max) * 100)}%` }} />
      </span>
      <span className={classes.figures} title={stale ? t('keys.usage.stale') : undefined}>
        {over ? <span aria-hidden="true">▲ </span> : null}
        {format.number(counted)}/{format.number(max)}
        {over ? <span className="visually-hidden"> {t('keys.usage.over')}</span> : null}
        {stale ? <span className="visually-hidden"> {t('keys.usage.stale')}</span> : null}
      </span>
    </span>
  );
}
