import { useT } from '@/lib/i18n/useT';
import { CopyIcon } from './CopyButton';
import classes from './KeyNumber.module.css';

export function KeyNumber({ number, copy = false }: { number: string; copy?: boolean }) {
  const t = useT();
  return (
    <span className={classes.wrap}>
      <span className={classes.number}>{number}</span>
      {copy ? <CopyIcon text={number} label={t('ui.copyKey')} /> : null}
    </span>
  );
}
