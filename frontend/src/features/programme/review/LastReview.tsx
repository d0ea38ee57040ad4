import { useQuery } from 'urql';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { Loaded } from '@/components/ui/Loaded';
import { useLevelChanges } from '@/lib/changes';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import { useRested } from '@/lib/useRested';
import { Corrections } from './Corrections';
import { CountedLines } from './CountedLines';
import { ReviewRecordDocument } from './documents';
import { RecordView } from './RecordView';

interface LastReviewProps {
  partner: string;
  /** A run; absent: the newest that was published. */
  run: string | undefined;
}

/** A review of this partner, with everything it was decided from. */
export default function LastReview({ partner, run }: LastReviewProps) {
  const t = useT();
  const variables = { partnerId: partner, runId: run ?? null };
  const [result, again] = useQuery({ query: ReviewRecordDocument, variables });
  const reread = () => again({ requestPolicy: 'network-only' });
  useLevelChanges(useRested(reread));
  const none = result.error !== undefined && toProblem(result.error).code === 'NOT_FOUND';
  if (none) {
    return (
      <section className="card stack" aria-labelledby="last-review">
        <h2 id="last-review">{t('review.title.none')}</h2>
        <p>{t('review.none')}</p>
      </section>
    );
  }
  return (
    <Loaded result={result} retry={reread} object={t('review.object')} height={240}>
      {({ reviewResult: record }) =>
        record ? (
          <>
            <RecordView
              record={record}
              actions={<CopyAsGraphQL document={ReviewRecordDocument} variables={variables} />}
            />
            <Corrections record={record} reread={reread} />
            <CountedLines partner={partner} run={record.runId} count={record.lines} />
          </>
        ) : null
      }
    </Loaded>
  );
}
