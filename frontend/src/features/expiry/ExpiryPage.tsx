import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import type { HeatDay } from '@/components/pictures/heat';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { CopyLink } from '@/components/ui/CopyButton';
import { Loaded } from '@/components/ui/Loaded';
import { More } from '@/components/ui/More';
import { Page } from '@/components/ui/Page';
import { PartnerPicker } from '@/components/ui/PartnerPicker';
import { graphql } from '@/generated/gql';
import { addDays } from '@/lib/dates';
import { saveText } from '@/lib/lists/download';
import { useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import { useFormat } from '@/lib/useFormat';
import { daysWithin, usualWindow, windows } from './agenda';
import { ExpiryYear } from './ExpiryYear';
import classes from './ExpiryPage.module.css';
import { toCalendar } from './ics';

const ExpiryDocument = graphql(`
  query Expiry($from: Date!, $to: Date!, $partnerId: ID) {
    expiry(from: $from, to: $to, partnerId: $partnerId) {
      day
      keys
      atStake {
        ...Amount
      }
    }
  }
`);

const route = getRouteApi('/expiring');
const YEAR = 365;
/** What the screen takes when it is full, so that nothing below jumps. */
const HEIGHT = 640;

export function ExpiryPage() {
  const t = useT();
  const { tenant } = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const from = tenant.today;
  const days = search.days ?? usualWindow;
  const to = addDays(from, days - 1);
  // Always the whole year: the picture needs it, and another window asks nothing anew.
  const variables = { from, to: addDays(from, YEAR - 1), partnerId: search.partner ?? null };
  const [result, again] = useQuery({ query: ExpiryDocument, variables });
  const save = useCalendarFile(search.partner);

  const expiring = result.data?.expiry;
  const shown = useMemo(() => daysWithin(expiring ?? [], from, to), [expiring, from, to]);
  return (
    <Page
      title={t('expiry.title')}
      actions={
        <>
          <Button variant="default" size="xs" disabled={shown.length === 0} onClick={() => save(shown)}>
            {t('expiry.ics')}
          </Button>
          <More>
            <CopyAsGraphQL document={ExpiryDocument} variables={variables} />
            <CopyLink />
          </More>
        </>
      }
    >
      <div className={classes.filters}>
        <nav aria-label={t('expiry.window')} className={classes.windows}>
          <span className={classes.unit} aria-hidden="true">
            {t('expiry.window.unit')}
          </span>
          {windows.map(size => (
            <Link
              key={size}
              to="/expiring"
              search={{ ...search, days: size === usualWindow ? undefined : size }}
              replace
              resetScroll={false}
              activeOptions={{ exact: true, explicitUndefined: true }}
              className={classes.window}
              aria-current={size === days ? 'true' : undefined}
              aria-label={t('expiry.window.days', { days: size })}
            >
              {size}
            </Link>
          ))}
        </nav>
        <PartnerPicker
          label={t('expiry.partner')}
          placeholder={t('expiry.partner.all')}
          value={search.partner}
          onChange={partner =>
            void navigate({ search: { ...search, partner, day: undefined }, replace: true })
          }
        />
      </div>
      <Loaded result={result} retry={() => again()} object={t('expiry.object')} height={HEIGHT}>
        {data => <ExpiryYear year={data.expiry} shown={shown} from={from} to={to} />}
      </Loaded>
    </Page>
  );
}

/** The agenda shown, as a file that calendars read. */
function useCalendarFile(partner: string | undefined): (days: readonly HeatDay[]) => void {
  const t = useT();
  const format = useFormat();
  const { tenant } = useMe();
  return days => {
    const entries = days.map(({ day, keys, atStake }) => ({
      id: `expiry-${day}-${tenant.slug}${partner === undefined ? '' : `-${partner}`}@tessera`,
      day,
      summary: [
        t('expiry.keys.expire', { keys }),
        ...atStake.map(money => format.money(money.minor, money.currency)),
      ].join(' · '),
      url: `${location.origin}/keys?from=${day}&to=${day}${partner === undefined ? '' : `&partner=${partner}`}`,
    }));
    const text = toCalendar(`Tessera · ${tenant.name} · ${t('expiry.title')}`, entries, new Date());
    saveText(`tessera-${tenant.slug}-${tenant.today}.ics`, 'text/calendar', text);
  };
}
