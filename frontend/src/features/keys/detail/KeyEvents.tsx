import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { InstantText } from '@/components/ui/DateText';
import { ErrorState } from '@/components/ui/Problems';
import { Skeleton } from '@/components/ui/Skeleton';
import { usePages } from '@/lib/graphql/usePages';
import { useT } from '@/lib/i18n/useT';
import classes from './detail.module.css';
import { KeyEventsDocument } from './documents';

const NONE = { nodes: [], pageInfo: { endCursor: null, hasNextPage: false } };

/** Everything that happened to the key, in sentences, the newest first. */
export function KeyEvents({ id, version }: { id: string; version: number }) {
  const t = useT();
  const pages = usePages(KeyEventsDocument, { id, first: 20 }, data => data.key?.events ?? NONE);
  const { retry } = pages;
  const seen = useRef(version);
  useEffect(() => {
    if (seen.current === version) return;
    seen.current = version;
    retry();
  }, [version, retry]);
  return (
    <section className="card stack">
      <h2>{t('keys.events')}</h2>
      {pages.problem ? (
        <ErrorState object={t('keys.object.events')} problem={pages.problem} retry={retry} />
      ) : null}
      {pages.loading ? <Skeleton height={32} rows={4} /> : null}
      <ol>
        {pages.nodes.map(event => (
          <li key={event.id} className={classes.event}>
            <span className="muted">
              <InstantText at={event.at} />
            </span>
            <span>
              {event.text} <span className="meta">{event.actor}</span>
            </span>
          </li>
        ))}
      </ol>
      {pages.hasMore ? (
        <Button
          size="xs"
          variant="default"
          className="no-print"
          onClick={pages.loadMore}
          loading={pages.loadingMore}
        >
          {t('ui.table.more')}
        </Button>
      ) : null}
    </section>
  );
}
