import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useQuery } from 'urql';
import { InstantText } from '@/components/ui/DateText';
import { Loaded } from '@/components/ui/Loaded';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import { factText, placeOf } from './changes';
import type { QuoteVersion } from './documents';
import { QuoteVersionsDocument } from './documents';
import classes from './Revise.module.css';

const route = getRouteApi('/quotes/$id');

/** What each version changed against the one before it; nothing while there is only one. */
export function Versions({ id, version }: { id: string; version: number }) {
  const t = useT();
  const { v = version } = route.useSearch();
  const [result, again] = useQuery({
    query: QuoteVersionsDocument,
    variables: { id },
    pause: version < 2,
  });
  useEffect(() => {
    if (version > 1) again({ requestPolicy: 'network-only' });
  }, [again, version]);
  if (version < 2) return null;
  return (
    <section className="card stack" aria-labelledby="versions">
      <h2 id="versions">{t('quotes.versions')}</h2>
      <Loaded result={result} retry={again} object={t('quotes.object.versions')} height={120}>
        {({ quote }) => {
          const versions = quote?.versions ?? [];
          const shown = versions.find(one => one.version === v) ?? versions.at(-1);
          return (
            <>
              <nav aria-label={t('quotes.versions')} className="no-print">
                <ul className={classes.versions}>
                  {versions.map(one => (
                    <li key={one.version}>
                      <Link
                        to="/quotes/$id"
                        params={{ id }}
                        search={{ v: one.version }}
                        replace
                        resetScroll={false}
                        aria-current={one.version === shown?.version ? 'true' : undefined}
                        className={classes.version}
                      >
                        {t('sales.version', { version: one.version })}
                      </Link>
                    </li>
                  ))}
                </ul>
              </nav>
              {shown ? <Changes version={shown} /> : null}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

function Changes({ version }: { version: QuoteVersion }) {
  const t = useT();
  const format = useFormat();
  return (
    <>
      <p className="muted">
        <InstantText at={version.at} /> · {version.actor}
      </p>
      {version.changes.length === 0 ? (
        <p>{t(version.version === 1 ? 'quotes.versions.first' : 'quotes.versions.same')}</p>
      ) : (
        <ul>
          {version.changes.map(({ path, from, to }) => {
            const place = placeOf(path);
            return (
              <li key={path} className={classes.change}>
                <span>
                  {place.key ? `${place.key}${place.name ? ' · ' : ''}` : ''}
                  {place.name ? t(place.name) : place.raw}
                </span>
                <del>{factText(from, format)}</del>
                <ins>{factText(to, format)}</ins>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}
