import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';

interface TotalTextProps {
  total: { count: number; atLeast: boolean } | undefined;
}

/** How many there are: "384", or "1 000+" where counting stopped. Announced when a filter changes it. */
export function TotalText({ total }: TotalTextProps) {
  const t = useT();
  const format = useFormat();
  return (
    <span
      className="muted"
      role="status"
      aria-label={total ? t('ui.total', { count: total.count }) : undefined}
    >
      {total ? `${format.number(total.count)}${total.atLeast ? '+' : ''}` : '\u00a0'}
    </span>
  );
}
