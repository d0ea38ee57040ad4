import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { CopyLink } from '@/components/ui/CopyButton';
import { FilterMenu } from '@/components/ui/FilterMenu';
import { More } from '@/components/ui/More';
import { Page } from '@/components/ui/Page';
import { ErrorState, FilteredEmpty, FirstUse } from '@/components/ui/Problems';
import { Skeleton } from '@/components/ui/Skeleton';
import { TotalText } from '@/components/ui/TotalText';
import type { ApplicationState } from '@/generated/schema';
import { useApplicationChanges } from '@/lib/changes';
import { usePages } from '@/lib/graphql/usePages';
import { useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import { present } from '@/lib/search';
import { useRested } from '@/lib/useRested';
import { ApplicationCard } from './ApplicationCard';
import type { Application } from './documents';
import { ApplicationsDocument } from './documents';
import type { ApplicationsSearch } from './routes';
import { applicationStates } from './states';
import { stateWord } from './words';

const Decision = lazy(() => import('./DecisionDialog'));
const route = getRouteApi('/applications');

/** Resellers that want to become partners: read, approved or declined. */
export function ApplicationsPage() {
  const t = useT();
  const { tenant } = useMe();
  const { state } = route.useSearch();
  const navigate = route.useNavigate();
  const [deciding, setDeciding] = useState<{ application: Application; approve: boolean }>();
  const variables = { first: 25, state: state ?? ['RECEIVED' as const] };
  const pages = usePages(ApplicationsDocument, variables, data => data.applications);
  useApplicationChanges(useRested(pages.retry));
  const empty = !pages.loading && !pages.problem && pages.nodes.length === 0;
  const show = (next: ApplicationState[] | undefined) =>
    void navigate({ search: present<ApplicationsSearch>({ state: next }), replace: true });
  return (
    <Page
      title={t('applications.title')}
      aside={<TotalText total={pages.total} />}
      actions={
        <More>
          <CopyAsGraphQL document={ApplicationsDocument} variables={variables} />
          <CopyLink />
        </More>
      }
    >
      <p className="muted measure">
        {t('applications.text')} <a href={`/join/${tenant.slug}`}>{t('applications.public')}</a>
      </p>
      <div className="row">
        <FilterMenu
          label={t('applications.state')}
          values={applicationStates}
          text={value => t(stateWord[value])}
          chosen={state}
          onChange={show}
        />
      </div>
      {pages.problem ? (
        <ErrorState object={t('applications.object')} problem={pages.problem} retry={pages.retry} />
      ) : null}
      {pages.loading ? <Skeleton height={120} rows={2} /> : null}
      {empty && state ? (
        <FilteredEmpty
          filters={[state.map(value => t(stateWord[value])).join(', ')]}
          clear={() => show(undefined)}
        />
      ) : null}
      {empty && !state ? (
        <FirstUse title={t('applications.none')}>{t('applications.none.text')}</FirstUse>
      ) : null}
      {pages.nodes.length > 0 ? (
        <ul className="stack" aria-label={t('applications.title')}>
          {pages.nodes.map(application => (
            <ApplicationCard
              key={application.id}
              application={application}
              decide={approve => setDeciding({ application, approve })}
            />
          ))}
        </ul>
      ) : null}
      {pages.hasMore ? (
        <Button variant="default" onClick={pages.loadMore} loading={pages.loadingMore}>
          {t('ui.table.more')}
        </Button>
      ) : null}
      {deciding ? (
        <Suspense>
          <Decision {...deciding} close={() => setDeciding(undefined)} again={pages.retry} />
        </Suspense>
      ) : null}
    </Page>
  );
}
