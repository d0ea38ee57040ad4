import { getRouteApi, Link } from '@tanstack/react-router';
import { useIntl } from 'react-intl';
import { useQuery } from 'urql';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { CopyLink } from '@/components/ui/CopyButton';
import { DateText } from '@/components/ui/DateText';
import { LinkButton } from '@/components/ui/links';
import { Loaded } from '@/components/ui/Loaded';
import { More } from '@/components/ui/More';
import { Page } from '@/components/ui/Page';
import { ErrorState } from '@/components/ui/Problems';
import { Badge } from '@/components/ui/StatusBadge';
import type { PartnerQuery } from '@/generated/gql/graphql';
import { countryName } from '@/lib/i18n/countries';
import { isLanguage, languageNames } from '@/lib/i18n/languages';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import { useFormat } from '@/lib/useFormat';
import { OfPartner } from '../LevelPage';
import { outcomeTone, outcomeWord } from '../words';
import { PartnerDocument } from './documents';
import { Notes } from './Notes';
import classes from './Partners.module.css';
import { ViewAs } from './ViewAs';

const route = getRouteApi('/partners/$id');

/** One reseller as its distributor looks after it: who it is, its keys and people, its level with every point, and notes. */
export function PartnerPage() {
  const t = useT();
  const { id } = route.useParams();
  const [result, again] = useQuery({ query: PartnerDocument, variables: { id } });
  const mayNote = useMay('ListPartnerNotes');
  const mayView = useMay('ViewAsPartner');
  const mayAudit = useMay('ListAudit');
  const partner = result.data?.partner;
  const missing = result.data !== undefined && !partner;
  return (
    <Page
      title={partner?.name ?? t('partners.one')}
      aside={
        partner?.outlook ? (
          <Badge tone={outcomeTone[partner.outlook]}>{t(outcomeWord[partner.outlook])}</Badge>
        ) : null
      }
      actions={
        partner ? (
          <>
            {mayView ? <ViewAs partner={id} /> : null}
            <More>
              {mayAudit ? (
                <LinkButton variant="default" size="xs" to="/audit" search={{ object: id }}>
                  {t('partners.audit')}
                </LinkButton>
              ) : null}
              <CopyAsGraphQL document={PartnerDocument} variables={{ id }} />
              <CopyLink />
            </More>
          </>
        ) : null
      }
    >
      {missing ? (
        <ErrorState
          object={t('partners.object.one')}
          problem={{ code: 'NOT_FOUND', message: t('programme.unknown') }}
        />
      ) : (
        <>
          <section className="card stack" aria-labelledby="partner-facts">
            <h2 id="partner-facts">{t('partners.facts')}</h2>
            <Loaded result={result} retry={() => again()} object={t('partners.object.one')} height={120}>
              {data => (data.partner ? <Facts partner={data.partner} /> : null)}
            </Loaded>
          </section>
          <OfPartner partner={id} />
          {mayNote ? <Notes partner={id} /> : null}
        </>
      )}
    </Page>
  );
}

function Facts({ partner }: { partner: NonNullable<PartnerQuery['partner']> }) {
  const t = useT();
  const format = useFormat();
  const { locale } = useIntl();
  const { vatId, city, country, language, level, points, keys, people, since } = partner;
  const none = t('partners.unknown');
  const place = [city, country ? countryName(locale, country) : null].filter(Boolean).join(', ');
  return (
    <dl className={classes.facts}>
      <div>
        <dt>{t('partners.level')}</dt>
        <dd>{level ?? t('programme.level.none')}</dd>
      </div>
      <div>
        <dt>{t('partners.points')}</dt>
        <dd>{format.number(points ?? 0)}</dd>
      </div>
      <div>
        <dt>{t('partners.keys')}</dt>
        <dd>
          <Link to="/keys" search={{ partner: partner.id }}>
            {format.number(keys ?? 0)}
          </Link>
        </dd>
      </div>
      <div>
        <dt>{t('partners.people')}</dt>
        <dd>{format.number(people ?? 0)}</dd>
      </div>
      <div>
        <dt>{t('partners.vatId')}</dt>
        <dd>{vatId ?? none}</dd>
      </div>
      <div>
        <dt>{t('partners.place')}</dt>
        <dd>{place || none}</dd>
      </div>
      <div>
        <dt>{t('partners.language')}</dt>
        <dd>{isLanguage(language) ? languageNames[language] : none}</dd>
      </div>
      {since ? (
        <div>
          <dt>{t('partners.since')}</dt>
          <dd>
            <DateText day={since.slice(0, 10)} />
          </dd>
        </div>
      ) : null}
    </dl>
  );
}
