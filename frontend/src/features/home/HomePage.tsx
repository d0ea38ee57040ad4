import { useMediaQuery } from '@mantine/hooks';
import { Link, useNavigate } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { HeatLegend, HeatMap } from '@/components/pictures/HeatMap';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { Loaded } from '@/components/ui/Loaded';
import { Page } from '@/components/ui/Page';
import { NARROW } from '@/components/ui/table/narrow';
import { graphql } from '@/generated/gql';
import type { HomeQuery } from '@/generated/gql/graphql';
import { useOrderChanges, useQuoteChanges, useReviewChanges } from '@/lib/changes';
import { addDays, weekday } from '@/lib/dates';
import { useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import { useRested } from '@/lib/useRested';
import { Attention } from './Attention';
import classes from './HomePage.module.css';

const HomeDocument = graphql(`
  query Home {
    home {
      keys
      customers
      attention {
        kind
        count
        filter
        atStake {
          ...Amount
        }
      }
      heat {
        day
        keys
        atStake {
          ...Amount
        }
      }
    }
  }
`);

const ATTENTION_HEIGHT = 320;
const WEEKS = 9;

export function HomePage() {
  const t = useT();
  const [result, again] = useQuery({ query: HomeDocument, requestPolicy: 'cache-and-network' });
  const reread = useRested(() => again({ requestPolicy: 'network-only' }));
  useQuoteChanges(reread);
  useOrderChanges(reread);
  useReviewChanges(reread);
  return (
    <Page title={t('home.title')} actions={<CopyAsGraphQL document={HomeDocument} variables={{}} />}>
      <Loaded result={result} retry={again} object={t('home.object')} height={ATTENTION_HEIGHT} rows={2}>
        {data => <Needs home={data.home} />}
      </Loaded>
    </Page>
  );
}

function Needs({ home }: { home: HomeQuery['home'] }) {
  const t = useT();
  const navigate = useNavigate();
  const { tenant } = useMe();
  const narrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false });
  // Where a year has no room, as many weeks as stand beside each other; the calendar has the rest.
  const to = addDays(tenant.today, narrow ? WEEKS * 7 - 1 - weekday(tenant.today) : 365);
  const heat = home.heat.filter(entry => entry.day <= to);
  return (
    <>
      <p className="muted">{t('home.counts', { keys: home.keys, customers: home.customers })}</p>
      <section className="card stack" aria-labelledby="attention">
        <h2 id="attention">{t('home.attention')}</h2>
        {home.attention.length === 0 ? (
          <p>{t('home.calm')}</p>
        ) : (
          <ul className={classes.list}>
            {home.attention.map(entry => (
              <Attention key={entry.kind} entry={entry} />
            ))}
          </ul>
        )}
      </section>
      <section className="card stack" aria-labelledby="year">
        <div className="page-head">
          <h2 id="year">{narrow ? t('home.weeks', { weeks: WEEKS }) : t('home.year')}</h2>
          <Link to="/expiring">{t('home.year.all')}</Link>
        </div>
        <HeatMap
          from={tenant.today}
          to={to}
          today={tenant.today}
          days={heat}
          onOpen={day => void navigate({ to: '/keys', search: { from: day, to: day } })}
        />
        <HeatLegend days={heat} />
      </section>
    </>
  );
}
