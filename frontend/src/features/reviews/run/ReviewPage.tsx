import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { AwaitedPage } from '@/components/ui/AwaitedPage';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { CopyLink } from '@/components/ui/CopyButton';
import { More } from '@/components/ui/More';
import { Page } from '@/components/ui/Page';
import { Badge } from '@/components/ui/StatusBadge';
import type { RunChange } from '@/lib/changes';
import { useReviewChanges } from '@/lib/changes';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import { Comparison } from './Comparison';
import { Decision } from './Decision';
import type { Run } from '../documents';
import { ReviewDocument } from '../documents';
import { Progress } from './Progress';
import { stateText, stateTone } from '../words';

const route = getRouteApi('/reviews/$id');

/** One review: how far it is, what it came to, who must look at what, and the decision. Safe to leave. */
export function ReviewPage() {
  const t = useT();
  const { id } = route.useParams();
  const [result, again] = useQuery({ query: ReviewDocument, variables: { id } });
  const [live, setLive] = useState<RunChange>();
  const reread = () => again({ requestPolicy: 'network-only' });
  const run = result.data?.review;
  useReviewChanges(change => {
    if (change.id !== id) return;
    setLive(change);
    if (change.state !== run?.state) reread();
  });
  if (run) return <Subject key={id} run={moved(run, live)} reread={reread} />;
  return (
    <AwaitedPage
      title={t('reviews.title')}
      object={t('reviews.object.one')}
      unknown={t('reviews.unknown')}
      result={result}
      missing={result.data?.review === null}
      retry={reread}
    />
  );
}

/** Progress is heard, not asked for. */
function moved(run: Run, live: RunChange | undefined): Run {
  return live?.state === run.state && live.done > run.done
    ? { ...run, done: live.done, total: Math.max(run.total, live.total) }
    : run;
}

function Subject({ run, reread }: { run: Run; reread: () => void }) {
  const t = useT();
  const format = useFormat();
  const over = run.dry && run.state === 'COMPARED';
  return (
    <Page
      title={t(run.dry ? 'reviews.one.dry' : 'reviews.one', { day: format.day(run.on) })}
      aside={
        <Badge tone={over ? 'calm' : stateTone[run.state]}>
          {t(over ? 'reviews.state.dryDone' : stateText[run.state])}
        </Badge>
      }
      actions={
        <More>
          <CopyAsGraphQL document={ReviewDocument} variables={{ id: run.id }} />
          <CopyLink />
        </More>
      }
    >
      <Progress run={run} />
      <Decision run={run} reread={reread} />
      {run.counts ? <Comparison run={run} reread={reread} /> : null}
    </Page>
  );
}
