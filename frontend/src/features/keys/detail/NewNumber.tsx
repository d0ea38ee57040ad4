import { KeyNumber } from '@/components/ui/KeyNumber';
import { useT } from '@/lib/i18n/useT';
import classes from './detail.module.css';

/** A number just made, while it is new; the key's page keeps it. */
export function NewNumber({ number }: { number: string }) {
  const t = useT();
  return (
    <div className={classes.banner} role="status">
      <p>{t('keys.newNumber')}</p>
      <KeyNumber number={number} copy />
    </div>
  );
}
