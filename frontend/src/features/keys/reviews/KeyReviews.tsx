import { useQuery } from 'urql';
import { DateText } from '@/components/ui/DateText';
import { Loaded } from '@/components/ui/Loaded';
import { PlainTable } from '@/components/ui/PlainTable';
import { Badge, StatusBadge } from '@/components/ui/StatusBadge';
import { graphql } from '@/generated/gql';
import type { KeyCompliance } from '@/generated/schema';
import type { MessageId } from '@/lib/i18n/useT';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import type { Tone } from '@/lib/words';
import { editionName } from '@/lib/words';

const KeyReviewsDocument = graphql(`
  query KeyReviews($keyId: ID!) {
    keyReviews(keyId: $keyId) {
      runId
      on
      partnerName
      level
      edition
      size
      lastDay
      status
      compliance
      counted
      maxExtensions
      points
      keyVersion
    }
  }
`);

const complianceText: Record<KeyCompliance, MessageId> = {
  NOT_REPORTED: 'keyReviews.compliance.notReported',
  COMPLIES: 'keyReviews.compliance.complies',
  OVER: 'keyReviews.compliance.over',
  OVERDUE: 'keyReviews.compliance.overdue',
};
const complianceTone: Record<KeyCompliance, Tone> = {
  NOT_REPORTED: 'calm',
  COMPLIES: 'ok',
  OVER: 'soon',
  OVERDUE: 'late',
};

/** What each half-yearly review set down of the key: what it was on that day, and what it gave its partner. */
export default function KeyReviews({ id }: { id: string }) {
  const t = useT();
  const format = useFormat();
  const [result, again] = useQuery({ query: KeyReviewsDocument, variables: { keyId: id } });
  return (
    <section className="card stack">
      <h2>{t('keyReviews.title')}</h2>
      <Loaded
        result={result}
        retry={() => again({ requestPolicy: 'network-only' })}
        object={t('keyReviews.object')}
        height={64}
      >
        {({ keyReviews: records }) =>
          records.length === 0 ? (
            <p className="muted">{t('keyReviews.none')}</p>
          ) : (
            <PlainTable
              label={t('keyReviews.title')}
              head={
                <>
                  <th scope="col">{t('keyReviews.review')}</th>
                  <th scope="col">{t('keyReviews.bought')}</th>
                  <th scope="col">{t('keyReviews.lastDay')}</th>
                  <th scope="col">{t('keyReviews.status')}</th>
                  <th scope="col">{t('keyReviews.extensions')}</th>
                  <th scope="col">{t('keyReviews.partner')}</th>
                  <th scope="col" className="numeric">
                    {t('keyReviews.points')}
                  </th>
                </>
              }
            >
              {records.map(record => (
                <tr key={record.runId}>
                  <th scope="row">
                    <DateText day={record.on} plain />
                  </th>
                  <td>{`${editionName[record.edition]} ${record.size}`}</td>
                  <td>{record.lastDay ? <DateText day={record.lastDay} plain /> : '–'}</td>
                  <td>
                    <StatusBadge status={record.status} />
                  </td>
                  <td>
                    <Badge tone={complianceTone[record.compliance]}>
                      {t(complianceText[record.compliance])}
                    </Badge>
                    {record.counted != null && record.maxExtensions != null
                      ? ` ${format.number(record.counted)} / ${format.number(record.maxExtensions)}`
                      : ''}
                  </td>
                  <td>{[record.partnerName, record.level].filter(Boolean).join(' · ') || '–'}</td>
                  <td className="numeric">{format.number(record.points)}</td>
                </tr>
              ))}
            </PlainTable>
          )
        }
      </Loaded>
    </section>
  );
}
