import type { ReactNode } from 'react';
import { DateText } from '@/components/ui/DateText';
import { Badge } from '@/components/ui/StatusBadge';
import type { RuleStatus } from '@/generated/schema';
import type { MessageId } from '@/lib/i18n/useT';
import { useT } from '@/lib/i18n/useT';
import type { Tone } from '@/lib/words';

export function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    // Its table is the landmark of that name; two of one name would lead nowhere.
    <section id={id} className="card stack">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

export const ruleStatusWord: Record<RuleStatus, MessageId> = {
  PROVISIONAL: 'catalogue.status.provisional',
  FINAL: 'catalogue.status.final',
  WITHDRAWN: 'catalogue.status.withdrawn',
};

const tone: Record<RuleStatus, Tone> = { PROVISIONAL: 'soon', FINAL: 'ok', WITHDRAWN: 'calm' };

interface Version {
  id: string;
  effectiveFrom: string;
  status: RuleStatus;
  source: string;
  note?: string | null;
}

/** Which version of a rule this is: its standing, since when, and where it comes from. */
export function VersionLine({ version, current = false }: { version: Version; current?: boolean }) {
  const t = useT();
  return (
    <div>
      <p className="row">
        <code>{version.id}</code>
        <Badge tone={tone[version.status]}>{t(ruleStatusWord[version.status])}</Badge>
        {current ? <Badge tone="info">{t('catalogue.current')}</Badge> : null}
        <span className="muted">
          {t('catalogue.from')} <DateText day={version.effectiveFrom} plain />
        </span>
      </p>
      <p className="meta measure">
        {t('catalogue.source', { source: version.source })}
        {version.note ? ` · ${version.note}` : ''}
      </p>
    </div>
  );
}
