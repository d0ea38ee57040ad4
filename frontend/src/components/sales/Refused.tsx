import type { ReactNode } from 'react';
import { useT } from '@/lib/i18n/useT';
import classes from './sales.module.css';

export interface RefusedBy {
  code: string;
  message: string;
  rule?: string | null | undefined;
  remedy?: string | null | undefined;
  reference?: string;
}

/** Why a write was refused and what leads on, at the place where it was asked. */
export function Refused({ by, children }: { by: RefusedBy; children?: ReactNode }) {
  const t = useT();
  return (
    <div role="alert" className={classes.refused}>
      <p>
        {by.message || t('ui.problem.offline')} {by.remedy ?? ''}
      </p>
      <p className="meta">{[by.rule, by.code, by.reference].filter(Boolean).join(' · ')}</p>
      {children}
    </div>
  );
}
