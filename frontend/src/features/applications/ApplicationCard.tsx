import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { InstantText } from '@/components/ui/DateText';
import { Badge } from '@/components/ui/StatusBadge';
import { useLanguage } from '@/lib/i18n/LanguageProvider';
import { countryName } from '@/lib/i18n/countries';
import { isLanguage, languageNames } from '@/lib/i18n/languages';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import type { Application } from './documents';
import { stateTone, stateWord } from './words';

interface ApplicationCardProps {
  application: Application;
  decide: (approve: boolean) => void;
}

/** One application with everything that was said in it; a VAT id that is known already is said first. */
export function ApplicationCard({ application, decide }: ApplicationCardProps) {
  const t = useT();
  const { language } = useLanguage();
  const mayApprove = useMay('ApproveApplication');
  const mayDecline = useMay('DeclineApplication');
  const { partner } = application;
  const waits = application.state === 'RECEIVED';
  const heading = `application-${application.id}`;
  return (
    <li className="card stack" aria-labelledby={heading}>
      <div className="page-head">
        <h2 id={heading}>{application.company}</h2>
        <Badge tone={stateTone[application.state]}>{t(stateWord[application.state])}</Badge>
      </div>
      <p>
        {[application.vatId, countryName(language, application.country), application.city]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p>
        {application.contact} · <a href={`mailto:${application.email}`}>{application.email}</a> ·{' '}
        {isLanguage(application.language) ? languageNames[application.language] : application.language}
      </p>
      <p className="meta">
        {t('applications.received')} <InstantText at={application.receivedAt} />
        {application.decidedAt ? (
          <>
            {' '}
            · {application.decidedBy} · <InstantText at={application.decidedAt} />
          </>
        ) : null}
      </p>
      {application.reason ? <p>{t('applications.declinedFor', { reason: application.reason })}</p> : null}
      {partner ? (
        <p>
          {t(waits ? 'applications.known' : 'applications.became')}{' '}
          <Link to="/team" search={{ partner: partner.id }}>
            {partner.name}
          </Link>
        </p>
      ) : null}
      {waits ? (
        <div className="row no-print">
          {mayApprove ? (
            <Button
              size="xs"
              onClick={() => decide(true)}
              aria-label={t('applications.approve.of', { company: application.company })}
            >
              {t('applications.approve')}
            </Button>
          ) : null}
          {mayDecline ? (
            <Button
              size="xs"
              variant="default"
              onClick={() => decide(false)}
              aria-label={t('applications.decline.of', { company: application.company })}
            >
              {t('applications.decline')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </li>
  );
}
