import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Problem } from '@/lib/graphql/problem';
import type { MessageId } from '@/lib/i18n/useT';
import { useT } from '@/lib/i18n/useT';
import { CopyIcon } from './CopyButton';
import classes from './Problems.module.css';

interface ErrorStateProps {
  /** What could not be shown or done, as the reader calls it: "the keys". */
  object: string;
  problem: Problem;
  retry?: (() => void) | undefined;
}

const nextSteps: Partial<Record<string, MessageId>> = {
  NOT_FOUND: 'ui.next.notFound',
  FORBIDDEN: 'ui.next.forbidden',
  RATE_LIMITED: 'ui.next.rateLimited',
  OFFLINE: 'ui.next.offline',
  UNAUTHENTICATED: 'ui.next.signIn',
};

/** Object, cause, next step and a reference support can find it by. */
export function ErrorState({ object, problem, retry }: ErrorStateProps) {
  const t = useT();
  const offline = problem.code === 'OFFLINE';
  return (
    <div role="alert" className={classes.problem}>
      <p className={classes.title}>{t('ui.problem.title', { object })}</p>
      <p>{offline ? t('ui.problem.offline') : problem.message}</p>
      <p className="muted">{t(nextSteps[problem.code] ?? 'ui.next.retry')}</p>
      <div className="row">
        {retry ? (
          <Button size="xs" variant="default" onClick={retry}>
            {t('ui.retry')}
          </Button>
        ) : null}
        <span className="meta">
          {t('ui.reference', { reference: problem.reference ?? problem.code })}{' '}
          <CopyIcon text={problem.reference ?? problem.code} label={t('ui.copyReference')} />
        </span>
      </div>
    </div>
  );
}

/** Nothing here yet: what this is, and the one thing to do. */
export function FirstUse({
  title,
  children,
  action,
}: {
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={classes.empty}>
      <p className={classes.title}>{title}</p>
      <p className="muted measure">{children}</p>
      {action}
    </div>
  );
}

/** Nothing matches: which filters exclude it all, and a way out. */
export function FilteredEmpty({ filters, clear }: { filters: readonly string[]; clear: () => void }) {
  const t = useT();
  return (
    <div className={classes.empty} role="status">
      <p className={classes.title}>{t('ui.filtered.title')}</p>
      {filters.length > 0 ? (
        <p className="muted measure">{t('ui.filtered.by', { filters: filters.join(' · ') })}</p>
      ) : null}
      <Button size="xs" variant="default" onClick={clear}>
        {t('ui.filtered.clear')}
      </Button>
    </div>
  );
}
