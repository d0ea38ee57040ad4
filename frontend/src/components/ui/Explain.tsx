import type { ReactNode } from 'react';
import type { RuleStatus } from '@/generated/schema';
import { useT } from '@/lib/i18n/useT';
import classes from './Explain.module.css';
import { Popup } from './Popup';

export interface Rule {
  rule: string;
  text: string;
  ruleVersion?: string;
  status?: RuleStatus;
  source?: string;
}

/** The little "KL-2" beside a fact: opens the rule's text, version and source. */
export function RuleHint({ rule }: { rule: Rule }) {
  const t = useT();
  return (
    <Explain label={t('ui.rule.open', { rule: rule.rule })} mark={rule.rule}>
      <p className={classes.code}>
        {rule.rule}
        {rule.status === 'PROVISIONAL' ? ` · ${t('ui.rule.provisional')}` : ''}
      </p>
      <p>{rule.text}</p>
      {rule.ruleVersion ? (
        <p className="meta">
          {t('ui.rule.version', { version: rule.ruleVersion })}
          {rule.source ? ` · ${t('ui.rule.source', { source: rule.source })}` : ''}
        </p>
      ) : null}
    </Explain>
  );
}

interface ExplainProps {
  label: string;
  /** What is shown to click on. */
  mark?: string;
  children: ReactNode;
}

export function Explain({ label, mark = '?', children }: ExplainProps) {
  return (
    <Popup
      label={label}
      width={320}
      opener={props => (
        <button type="button" {...props} className={classes.mark} aria-label={label}>
          {mark}
        </button>
      )}
    >
      <div className={classes.body}>{children}</div>
    </Popup>
  );
}
