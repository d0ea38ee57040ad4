import { PhasePicture } from '@/components/pictures/PhasePicture';
import { phaseRange } from '@/components/pictures/phases';
import { DateText } from '@/components/ui/DateText';
import { useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import type { KeyDetail } from '../detail/documents';
import classes from './commands.module.css';
import type { CommandResult } from './documents';

interface PreviewProps {
  before: KeyDetail;
  after: NonNullable<CommandResult['key']>;
}

/** The key's life before and after, on one scale. Nothing is kept yet. */
export function Preview({ before, after }: PreviewProps) {
  const t = useT();
  const { tenant } = useMe();
  const ranges = [phaseRange(before.timeline, tenant.today), phaseRange(after.timeline, tenant.today)];
  const range = {
    from: ranges.map(one => one.from).sort()[0] ?? tenant.today,
    to:
      ranges
        .map(one => one.to)
        .sort()
        .at(-1) ?? tenant.today,
  };
  const moved = before.lastDay && after.lastDay && before.lastDay !== after.lastDay;
  return (
    <section className={classes.preview} aria-label={t('keys.preview')} role="status">
      <p className="muted">{t('keys.preview.nothing')}</p>
      <h3>{t('keys.preview.before')}</h3>
      <PhasePicture phases={before.timeline} today={tenant.today} range={range} />
      <h3>{t('keys.preview.after')}</h3>
      <PhasePicture phases={after.timeline} today={tenant.today} range={range} />
      {moved && before.lastDay && after.lastDay ? (
        <p>
          {t('keys.column.lastDay')}: <DateText day={before.lastDay} plain /> →{' '}
          <strong>
            <DateText day={after.lastDay} plain />
          </strong>
        </p>
      ) : null}
    </section>
  );
}
