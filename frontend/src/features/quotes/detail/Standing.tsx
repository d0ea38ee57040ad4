import { Link } from '@tanstack/react-router';
import { useIntl } from 'react-intl';
import classes from '@/components/sales/sales.module.css';
import { payerWord } from '@/components/sales/words';
import { DateText, InstantText } from '@/components/ui/DateText';
import { countryName } from '@/lib/i18n/countries';
import { isLanguage, languageNames } from '@/lib/i18n/languages';
import { T, useT } from '@/lib/i18n/useT';
import type { QuoteDetail } from './documents';
import { isOpen } from './isOpen';

/** One sentence on where the quote stands and what comes next. */
export function Standing({ subject }: { subject: QuoteDetail }) {
  const t = useT();
  const day = <DateText day={subject.validUntil} />;
  switch (subject.state) {
    case 'DRAFT':
      if (subject.payer === 'PARTNER') return <p>{t('quotes.standing.draftPartner')}</p>;
      return <p>{t(subject.linkExpiresAt ? 'quotes.standing.revised' : 'quotes.standing.draft')}</p>;
    case 'SENT':
    case 'VIEWED':
      return (
        <p>
          <T
            id={subject.state === 'SENT' ? 'quotes.standing.sent' : 'quotes.standing.viewed'}
            values={{ email: subject.email ?? '–', day }}
          />
        </p>
      );
    case 'ACCEPTED':
      return (
        <p>
          {t('quotes.standing.accepted', { name: subject.acceptedName ?? '–' })}{' '}
          {subject.orderId ? (
            <Link to="/billing/$id" params={{ id: subject.orderId }} search={{}}>
              {t('quotes.standing.payments')}
            </Link>
          ) : null}
        </p>
      );
    case 'DECLINED':
      return <p>{t('quotes.standing.declined', { reason: subject.reason ?? '–' })}</p>;
    case 'VOID':
      return <p>{t('quotes.standing.void', { reason: subject.reason ?? '–' })}</p>;
    case 'EXPIRED':
      return (
        <p>
          <T id="quotes.standing.expired" values={{ day }} />
        </p>
      );
    case 'PAID':
      return <p>{t('quotes.standing.paid')}</p>;
  }
}

type Party = Pick<QuoteDetail['buyer'], 'name' | 'country' | 'vatId'>;

export function QuoteFacts({ subject }: { subject: QuoteDetail }) {
  const t = useT();
  const { locale } = useIntl();
  const { buyer, customer, partner, language } = subject;
  const party = ({ name, country, vatId }: Party) =>
    [name, country ? countryName(locale, country) : '', vatId].filter(Boolean).join(' · ');
  return (
    <section className="card stack" aria-labelledby="facts">
      <h2 id="facts">{t('quotes.facts')}</h2>
      <dl className={classes.facts}>
        <dt>{t('quotes.column.buyer')}</dt>
        <dd>{party(buyer)}</dd>
        <dt>{t('sales.payer')}</dt>
        <dd>{t(payerWord[subject.payer])}</dd>
        {customer ? (
          <>
            <dt>{t('quotes.column.customer')}</dt>
            <dd>
              <Link to="/customers/$id" params={{ id: customer.id }}>
                {customer.name}
              </Link>
            </dd>
          </>
        ) : null}
        <dt>{t('quotes.partner')}</dt>
        <dd>{partner?.name ?? '–'}</dd>
        <dt>{t('quotes.seller')}</dt>
        <dd>{party(subject.seller)}</dd>
        <dt>{t('quotes.column.validUntil')}</dt>
        <dd>
          <DateText day={subject.validUntil} plain={!isOpen(subject)} />
        </dd>
        <dt>{t('quotes.email')}</dt>
        <dd>{subject.email ?? '–'}</dd>
        <dt>{t('sales.mail.language')}</dt>
        <dd>{isLanguage(language) ? languageNames[language] : language}</dd>
        {subject.linkExpiresAt ? (
          <>
            <dt>{t('quotes.link')}</dt>
            <dd>
              <span>
                <T id="quotes.link.until" values={{ at: <InstantText at={subject.linkExpiresAt} /> }} />
              </span>
            </dd>
          </>
        ) : null}
        <dt>{t('sales.po')}</dt>
        <dd>{subject.poNumber ?? '–'}</dd>
        <dt>{t('sales.note')}</dt>
        <dd>{subject.note ?? '–'}</dd>
        <dt>{t('quotes.column.created')}</dt>
        <dd>
          <span>
            <InstantText at={subject.createdAt} /> · {subject.createdBy}
          </span>
        </dd>
      </dl>
    </section>
  );
}
