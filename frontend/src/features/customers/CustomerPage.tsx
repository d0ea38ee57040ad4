import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useIntl } from 'react-intl';
import { useQuery } from 'urql';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { CopyIcon, CopyLink } from '@/components/ui/CopyButton';
import { DateText } from '@/components/ui/DateText';
import { Loaded } from '@/components/ui/Loaded';
import { More } from '@/components/ui/More';
import { Page } from '@/components/ui/Page';
import { ErrorState } from '@/components/ui/Problems';
import { Badge } from '@/components/ui/StatusBadge';
import { graphql } from '@/generated/gql';
import type { CustomerQuery } from '@/generated/gql/graphql';
import { countryName } from '@/lib/i18n/countries';
import { isLanguage, languageNames } from '@/lib/i18n/languages';
import { useT } from '@/lib/i18n/useT';
import { useMay, useMe } from '@/lib/me';
import classes from './Customer.module.css';
import { CustomerKeys } from './CustomerKeys';
import { EditForm } from './EditForm';

const CustomerDocument = graphql(`
  query Customer($id: ID!) {
    customer(id: $id) {
      id
      name
      email
      vatId
      country
      city
      language
      education
      createdAt
      partner {
        id
        name
      }
    }
  }
`);

type Customer = NonNullable<CustomerQuery['customer']>;

const route = getRouteApi('/customers/$id');
const FACTS_HEIGHT = 240;

export function CustomerPage() {
  const t = useT();
  const { id } = route.useParams();
  const { edit } = route.useSearch();
  const navigate = route.useNavigate();
  const mayAudit = useMay('ListAudit');
  const mayEdit = useMayEdit();
  const [result, again] = useQuery({ query: CustomerDocument, variables: { id } });
  const customer = result.data?.customer;
  const missing = result.data !== undefined && !customer;
  const editing = edit === true && customer != null && mayEdit(customer);

  return (
    <Page
      title={customer?.name ?? t('customers.one')}
      aside={customer?.education ? <Badge tone="info">{t('customers.education')}</Badge> : null}
      actions={
        <>
          {customer && mayEdit(customer) && !editing ? (
            <Button
              variant="default"
              size="xs"
              renderRoot={props => (
                <Link to="/customers/$id" params={{ id }} search={{ edit: true }} replace {...props} />
              )}
            >
              {t('customers.edit')}
            </Button>
          ) : null}
          <More>
            {mayAudit && customer ? (
              <Button
                variant="default"
                size="xs"
                renderRoot={props => <Link to="/audit" search={{ object: id }} {...props} />}
              >
                {t('customers.history')}
              </Button>
            ) : null}
            <CopyAsGraphQL document={CustomerDocument} variables={{ id }} />
            <CopyLink />
          </More>
        </>
      }
    >
      {missing ? (
        <ErrorState
          object={t('customers.object.one')}
          problem={{ code: 'NOT_FOUND', message: t('customers.missing') }}
        />
      ) : (
        <>
          <section className="card stack" aria-labelledby="customer-facts">
            <h2 id="customer-facts">{t('customers.facts')}</h2>
            <Loaded
              result={result}
              retry={() => again()}
              object={t('customers.object.one')}
              height={FACTS_HEIGHT}
            >
              {() => {
                if (!customer) return null;
                if (!editing) return <Facts customer={customer} />;
                const close = () => void navigate({ search: {}, replace: true });
                return <EditForm id={id} before={toForm(customer)} close={close} />;
              }}
            </Loaded>
          </section>
          <CustomerKeys id={id} />
        </>
      )}
    </Page>
  );
}

/** A partner keeps the data of its own customers only, even where it looks after keys of others. */
function useMayEdit(): (customer: Customer) => boolean {
  const { role, partner } = useMe();
  const may = useMay('EditCustomer');
  return customer => may && (role === 'OPERATOR' || customer.partner?.id === partner?.id);
}

const toForm = (customer: Customer) => ({
  name: customer.name,
  email: customer.email ?? '',
  vatId: customer.vatId ?? '',
  country: customer.country ?? '',
  city: customer.city ?? '',
  language: customer.language ?? '',
  education: customer.education,
});

function Facts({ customer }: { customer: Customer }) {
  const t = useT();
  const { locale } = useIntl();
  const many = useMay('ListPartners');
  const { email, vatId, country, city, language, partner, createdAt } = customer;
  const none = <span className="muted">{t('customers.unknown')}</span>;
  return (
    <dl className={classes.facts}>
      <div>
        <dt>{t('customers.field.email')}</dt>
        <dd>
          {email ? (
            <>
              <a href={`mailto:${email}`}>{email}</a>{' '}
              <CopyIcon text={email} label={t('customers.copy.email')} />
            </>
          ) : (
            none
          )}
        </dd>
      </div>
      <div>
        <dt>{t('customers.field.vatId')}</dt>
        <dd>
          {vatId ? (
            <>
              <span className={classes.code}>{vatId}</span>{' '}
              <CopyIcon text={vatId} label={t('customers.copy.vatId')} />
            </>
          ) : (
            none
          )}
        </dd>
      </div>
      <div>
        <dt>{t('customers.place')}</dt>
        <dd>{[city, country ? countryName(locale, country) : null].filter(Boolean).join(', ') || none}</dd>
      </div>
      <div>
        <dt>{t('customers.field.language')}</dt>
        <dd>{isLanguage(language) ? languageNames[language] : none}</dd>
      </div>
      {many ? (
        <div>
          <dt>{t('customers.partner')}</dt>
          <dd>
            {partner ? (
              <Link to="/customers" search={{ partner: partner.id }}>
                {partner.name}
              </Link>
            ) : (
              <span className="muted">{t('customers.partner.none')}</span>
            )}
          </dd>
        </div>
      ) : null}
      <div>
        <dt>{t('customers.since')}</dt>
        <dd>
          <DateText day={createdAt.slice(0, 10)} />
        </dd>
      </div>
    </dl>
  );
}
