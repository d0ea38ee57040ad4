import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useQuery } from 'urql';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { CopyLink } from '@/components/ui/CopyButton';
import { Loaded } from '@/components/ui/Loaded';
import { More } from '@/components/ui/More';
import { Page } from '@/components/ui/Page';
import { PartnerPicker } from '@/components/ui/PartnerPicker';
import { useLevelChanges, useOrderChanges } from '@/lib/changes';
import { useT } from '@/lib/i18n/useT';
import { useMay, useMe } from '@/lib/me';
import { withTexts } from '@/lib/lazyScreen';
import { useRested } from '@/lib/useRested';
import { LevelDocument } from './documents';
import { Ledger } from './ledger/Ledger';
import { LevelView } from './LevelView';
import { Simulator } from './simulator/Simulator';

const LastReview = lazy(() => withTexts(() => import('./review/LastReview'), 'programme-review'));
const CorrectDialog = lazy(() => import('./ledger/CorrectDialog'));
const route = getRouteApi('/programme');

/** Where a partner stands: its own level, or for operators that of the partner they choose. */
export function LevelPage() {
  const t = useT();
  const { partner: own } = useMe();
  const { partner: chosen, review } = route.useSearch();
  const navigate = route.useNavigate();
  const partner = own?.id ?? chosen;
  return (
    <Page
      title={t('programme.title')}
      actions={
        <More>
          {partner ? (
            <Button
              size="xs"
              variant="default"
              aria-expanded={review !== undefined}
              onClick={() =>
                void navigate({
                  search: previous => ({ ...previous, review: review ? undefined : 'last' }),
                  replace: true,
                })
              }
            >
              {t(review ? 'programme.lastReview.hide' : 'programme.lastReview')}
            </Button>
          ) : null}
          {partner ? <CopyAsGraphQL document={LevelDocument} variables={{ partnerId: partner }} /> : null}
          <CopyLink />
        </More>
      }
    >
      <p className="muted measure">
        {t('programme.text')} <Link to="/programme-rules">{t('rules.all')}</Link>
      </p>
      {own ? null : (
        <PartnerPicker
          label={t('programme.partner')}
          placeholder={t('programme.partner.choose')}
          value={chosen}
          onChange={next => void navigate({ search: next ? { partner: next } : {}, replace: true })}
        />
      )}
      {partner === undefined ? (
        <p role="status">{t('programme.partner.first')}</p>
      ) : (
        <>
          {review ? (
            <Suspense>
              <LastReview partner={partner} run={review === 'last' ? undefined : review} />
            </Suspense>
          ) : null}
          <OfPartner key={partner} partner={partner} />
        </>
      )}
    </Page>
  );
}

/** Everything there is to know of one partner’s level. */
export function OfPartner({ partner }: { partner: string }) {
  const t = useT();
  const may = useMay('CorrectPoints');
  const [correcting, setCorrecting] = useState(false);
  const [result, again] = useQuery({ query: LevelDocument, variables: { partnerId: partner } });
  const reread = () => again({ requestPolicy: 'network-only' });
  useOrderChanges(useRested(reread));
  useLevelChanges(useRested(reread));
  return (
    <>
      <Loaded result={result} retry={reread} object={t('programme.object')} height={320} rows={2}>
        {({ level }) => (level ? <LevelView level={level} /> : <p role="status">{t('programme.unknown')}</p>)}
      </Loaded>
      <Simulator partner={partner} />
      <Ledger
        partner={partner}
        actions={
          may ? (
            <Button size="xs" variant="default" onClick={() => setCorrecting(true)}>
              {t('programme.correct')}
            </Button>
          ) : null
        }
      />
      {correcting ? (
        <Suspense>
          <CorrectDialog
            partner={partner}
            name={result.data?.level?.partnerName ?? ''}
            today={result.data?.level?.today ?? ''}
            close={() => setCorrecting(false)}
          />
        </Suspense>
      ) : null}
    </>
  );
}
