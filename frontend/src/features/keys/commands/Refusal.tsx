import { Button } from '@mantine/core';
import { DateText } from '@/components/ui/DateText';
import { StatusBadge } from '@/components/ui/StatusBadge';
import { useT } from '@/lib/i18n/useT';
import type { KeyDetail } from '../detail/documents';
import classes from './commands.module.css';

export interface Refused {
  code: string;
  message: string;
  rule?: string | null | undefined;
  reference?: string;
}

interface RefusalProps {
  refused: Refused;
  /** The key as the reader saw it, and as it is now: they differ when somebody else was faster. */
  before: KeyDetail;
  now: KeyDetail;
  again: () => void;
}

export function Refusal({ refused, before, now, again }: RefusalProps) {
  const t = useT();
  const conflict = refused.code === 'VERSION_CONFLICT';
  return (
    <div role="alert" className={classes.refusal}>
      <p>{conflict ? t('keys.conflict') : refused.message || t('ui.problem.offline')}</p>
      <p className="meta">{[refused.rule, refused.code, refused.reference].filter(Boolean).join(' · ')}</p>
      {conflict ? (
        <>
          <dl className={classes.versions}>
            <Version label={t('keys.conflict.before', { version: before.version })} subject={before} />
            <Version label={t('keys.conflict.now', { version: now.version })} subject={now} />
          </dl>
          <Button size="xs" variant="default" onClick={again}>
            {t('keys.conflict.again')}
          </Button>
        </>
      ) : null}
    </div>
  );
}

function Version({ label, subject }: { label: string; subject: KeyDetail }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="row">
        <StatusBadge status={subject.status} />
        {subject.lastDay ? <DateText day={subject.lastDay} plain /> : null}
        {subject.partner?.name ?? ''}
      </dd>
    </div>
  );
}
