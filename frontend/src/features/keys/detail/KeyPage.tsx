import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useQuery } from 'urql';
import { AwaitedPage } from '@/components/ui/AwaitedPage';
import { PhasePicture } from '@/components/pictures/PhasePicture';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { CopyLink } from '@/components/ui/CopyButton';
import { KeyNumber } from '@/components/ui/KeyNumber';
import { More } from '@/components/ui/More';
import { Page } from '@/components/ui/Page';
import { StatusBadge } from '@/components/ui/StatusBadge';
import { useKeyChanges } from '@/lib/changes';
import { useT } from '@/lib/i18n/useT';
import { withTexts } from '@/lib/lazyScreen';
import { useMe } from '@/lib/me';
import { Actions } from '../commands/Actions';
import type { Operation } from '../commands/documents';
import { daysLeft } from '../list/columns';
import { Banners } from './Banners';
import { DayExplanation } from './DayExplanation';
import classes from './detail.module.css';
import type { KeyDetail } from './documents';
import { ExplainDocument, KeyDocument } from './documents';
import { Activation, Facts, Usage } from './Facts';
import { KeyDates } from './KeyDates';
import { KeyEvents } from './KeyEvents';
import { NewNumber } from './NewNumber';
import { PhaseTable } from './PhaseTable';
import { Walk } from './Walk';

const KeySales = lazy(() => withTexts(() => import('./KeySales'), 'sales'));
const KeyReviews = lazy(() => withTexts(() => import('../reviews/KeyReviews'), 'keys-reviews'));
const route = getRouteApi('/keys/$id');

export function KeyPage() {
  const t = useT();
  const { id } = route.useParams();
  const [result, reread] = useQuery({ query: KeyDocument, variables: { id } });
  useKeyChanges(change => {
    if (change.id === id) reread({ requestPolicy: 'network-only' });
  });
  const retry = () => reread({ requestPolicy: 'network-only' });
  const subject = result.data?.key;
  if (subject) return <Subject key={id} subject={subject} reread={retry} />;
  return (
    <AwaitedPage
      title={t('keys.one')}
      object={t('keys.object.one')}
      unknown={t('keys.unknown')}
      result={result}
      missing={result.data?.key === null}
      retry={retry}
    />
  );
}

function Subject({ subject, reread }: { subject: KeyDetail; reread: () => void }) {
  const t = useT();
  const { tenant } = useMe();
  const search = route.useSearch();
  const [operation, setOperation] = useState<Operation>();
  const [number, setNumber] = useState<string>();
  const day = search.on ?? tenant.today;
  const [today] = useQuery({
    query: ExplainDocument,
    variables: { id: subject.id, on: tenant.today },
  });
  const statements = today.data?.key?.explanation.statements ?? [];
  const open = (next: Operation | undefined) => {
    // After a command everything about the key is read again, not only what its answer carried.
    if (next === undefined && operation !== undefined) reread();
    setOperation(next);
  };
  return (
    <Page
      title={subject.number}
      heading={<KeyNumber number={subject.number} copy />}
      aside={<StatusBadge status={subject.status} daysLeft={daysLeft(subject, tenant.today)} />}
      actions={
        <>
          <Actions subject={subject} opened={operation} open={open} onNewNumber={setNumber} />
          <More>
            <CopyAsGraphQL document={KeyDocument} variables={{ id: subject.id }} />
            <CopyLink />
          </More>
          <Walk id={subject.id} search={search} />
        </>
      }
    >
      {number ? <NewNumber number={number} /> : null}
      <p className="measure">{subject.holding.sentence}</p>
      <Banners subject={subject} open={open} />
      <section className="card stack">
        <h2>{t('keys.phases')}</h2>
        <PhasePicture phases={subject.timeline} today={tenant.today} day={day} />
        <details className={classes.small} open>
          <summary>{t('keys.phases.table')}</summary>
          <PhaseTable phases={subject.timeline} />
        </details>
      </section>
      <div className={classes.columns}>
        <div className="stack">
          <Facts subject={subject} statements={statements} />
          <KeyDates dates={subject.dates} extensions={subject.deadlineExtensions} />
          <Usage subject={subject} report={() => open('ReportUsage')} />
          <Activation subject={subject} />
        </div>
        <DayExplanation id={subject.id} day={day} version={subject.version} />
      </div>
      <Suspense>
        <KeySales id={subject.id} version={subject.version} />
      </Suspense>
      <Suspense>
        <KeyReviews id={subject.id} />
      </Suspense>
      <KeyEvents id={subject.id} version={subject.version} />
    </Page>
  );
}
