import { Button, Checkbox } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { FilterMenu } from '@/components/ui/FilterMenu';
import { ErrorState, FilteredEmpty } from '@/components/ui/Problems';
import { Skeleton } from '@/components/ui/Skeleton';
import { TotalText } from '@/components/ui/TotalText';
import { usePages } from '@/lib/graphql/usePages';
import { useT } from '@/lib/i18n/useT';
import { withTenant } from '@/lib/session/tenantChoice';
import { useFormat } from '@/lib/useFormat';
import type { Result, Run } from '../documents';
import { ReviewResultsDocument } from '../documents';
import { ResultTable } from './ResultTable';
import classes from '../Reviews.module.css';
import { outcomes } from '../outcomes';
import { outcomeText } from '../words';

const ReasonDialog = lazy(() => import('./ReasonDialog'));
const route = getRouteApi('/reviews/$id');
const figures = ['keeps', 'notice', 'inGrace', 'demoted', 'marked', 'exempted', 'overtaken'] as const;
const figureText = {
  keeps: 'reviews.outcome.keeps',
  notice: 'reviews.outcome.notice',
  inGrace: 'reviews.outcome.inGrace',
  demoted: 'reviews.outcome.demoted',
  marked: 'reviews.marked',
  exempted: 'reviews.effect.exempted',
  overtaken: 'reviews.effect.overtaken',
} as const;

/** Each partner's level before and after, with the reason and the margin; what needs a look can be had alone. */
export function Comparison({ run, reread }: { run: Run; reread: () => void }) {
  const t = useT();
  const format = useFormat();
  const { outcome, marked } = route.useSearch();
  const navigate = route.useNavigate();
  const [excepting, setExcepting] = useState<Result>();
  const variables = { id: run.id, first: 50, outcome: outcome ?? null, marked: marked ?? null };
  const pages = usePages(ReviewResultsDocument, variables, data => data.reviewResults);
  const seen = useRef(run.state);
  const { retry } = pages;
  useEffect(() => {
    if (seen.current === run.state) return;
    seen.current = run.state;
    retry();
  }, [run.state, retry]);
  const mayExempt = run.actions.some(one => one.operation === 'ExemptPartner' && one.allowed);
  const filters = [
    ...(outcome ?? []).map(one => t(outcomeText[one])),
    ...(marked ? [t('reviews.marked')] : []),
  ];
  return (
    <section className="card stack" aria-labelledby="comparison">
      <div className="page-head">
        <h2 id="comparison">
          {t('reviews.comparison')} {pages.total ? <TotalText total={pages.total} /> : null}
        </h2>
        <span className="row no-print">
          <Button
            size="xs"
            variant="default"
            component="a"
            download
            href={withTenant(`/api/export/reviews/${run.id}/results.csv`)}
          >
            {t('reviews.export')}
          </Button>
          <CopyAsGraphQL document={ReviewResultsDocument} variables={variables} />
        </span>
      </div>
      <dl className={classes.facts}>
        {figures.map(name => (
          <div key={name}>
            <dt>{t(figureText[name])}</dt>
            <dd>{format.number(run.counts?.[name] ?? 0)}</dd>
          </div>
        ))}
      </dl>
      <div className="row no-print">
        <FilterMenu
          label={t('reviews.outcome')}
          values={outcomes}
          text={one => t(outcomeText[one])}
          chosen={outcome}
          onChange={next =>
            void navigate({ search: previous => ({ ...previous, outcome: next }), replace: true })
          }
        />
        <Checkbox
          label={t('reviews.marked.only')}
          checked={marked ?? false}
          onChange={event => {
            const on = event.currentTarget.checked || undefined;
            void navigate({ search: previous => ({ ...previous, marked: on }), replace: true });
          }}
        />
      </div>
      {pages.problem ? (
        <ErrorState object={t('reviews.object.results')} problem={pages.problem} retry={retry} />
      ) : null}
      {pages.loading ? <Skeleton height={36} rows={6} /> : null}
      {!pages.loading && !pages.problem && pages.nodes.length === 0 ? (
        <FilteredEmpty filters={filters} clear={() => void navigate({ search: {}, replace: true })} />
      ) : null}
      {pages.nodes.length > 0 ? (
        <ResultTable run={run} results={pages.nodes} {...(mayExempt ? { except: setExcepting } : {})} />
      ) : null}
      {pages.hasMore ? (
        <Button variant="default" onClick={pages.loadMore} loading={pages.loadingMore}>
          {t('ui.table.more')}
        </Button>
      ) : null}
      {excepting ? (
        <Suspense>
          <ReasonDialog
            run={run.id}
            partner={{ id: excepting.partnerId, name: excepting.partnerName }}
            close={() => setExcepting(undefined)}
            done={() => {
              reread();
              retry();
            }}
          />
        </Suspense>
      ) : null}
    </section>
  );
}
