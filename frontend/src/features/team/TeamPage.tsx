import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useQuery } from 'urql';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { CopyLink } from '@/components/ui/CopyButton';
import { InstantText } from '@/components/ui/DateText';
import { Loaded } from '@/components/ui/Loaded';
import { More } from '@/components/ui/More';
import { Page } from '@/components/ui/Page';
import { PartnerPicker } from '@/components/ui/PartnerPicker';
import { Badge } from '@/components/ui/StatusBadge';
import { useTeamChanges } from '@/lib/changes';
import { useT } from '@/lib/i18n/useT';
import { useMay, useMe } from '@/lib/me';
import { useRested } from '@/lib/useRested';
import type { Person, Team } from './documents';
import { TeamDocument } from './documents';
import { Invitations } from './Invitations';
import { People } from './People';

const InviteDialog = lazy(() => import('./InviteDialog'));
const RoleDialog = lazy(() => import('./RoleDialog'));
const SuspendDialog = lazy(() => import('./SuspendDialog'));
const route = getRouteApi('/team');

/** Who works for a partner: its own people, or for operators those of the partner they choose. */
export function TeamPage() {
  const t = useT();
  const { partner: own } = useMe();
  const { partner: chosen } = route.useSearch();
  const navigate = route.useNavigate();
  const partner = own?.id ?? chosen;
  return (
    <Page
      title={t('team.title')}
      actions={
        <More>
          {partner ? <CopyAsGraphQL document={TeamDocument} variables={{ partnerId: partner }} /> : null}
          <CopyLink />
        </More>
      }
    >
      <p className="muted measure">{t('team.text')}</p>
      {own ? null : (
        <PartnerPicker
          label={t('team.partner')}
          placeholder={t('team.partner.choose')}
          value={chosen}
          onChange={next => void navigate({ search: next ? { partner: next } : {}, replace: true })}
        />
      )}
      {partner === undefined ? (
        <p role="status">{t('team.partner.first')}</p>
      ) : (
        <OfPartner key={partner} partner={partner} />
      )}
    </Page>
  );
}

function OfPartner({ partner }: { partner: string }) {
  const t = useT();
  const [inviting, setInviting] = useState(false);
  const [changing, setChanging] = useState<Person>();
  const [suspending, setSuspending] = useState(false);
  const [result, again] = useQuery({ query: TeamDocument, variables: { partnerId: partner } });
  const reread = () => again({ requestPolicy: 'network-only' });
  useTeamChanges(useRested(reread));
  return (
    <Loaded result={result} retry={reread} object={t('team.object')} height={240} rows={2}>
      {({ team }) =>
        team ? (
          <>
            <Head team={team} suspend={() => setSuspending(true)} />
            <People team={team} change={setChanging} again={reread} />
            <Invitations team={team} invite={() => setInviting(true)} again={reread} />
            <Suspense>
              {inviting ? <InviteDialog team={team} close={() => setInviting(false)} again={reread} /> : null}
              {changing ? (
                <RoleDialog
                  partner={team.partnerId}
                  person={changing}
                  close={() => setChanging(undefined)}
                  again={reread}
                />
              ) : null}
              {suspending ? (
                <SuspendDialog team={team} close={() => setSuspending(false)} again={reread} />
              ) : null}
            </Suspense>
          </>
        ) : (
          <p role="status">{t('team.unknown')}</p>
        )
      }
    </Loaded>
  );
}

/** Operators suspend and resume; whoever else looks is let in, so the partner is not suspended. */
function Head({ team, suspend }: { team: Team; suspend: () => void }) {
  const t = useT();
  const may = useMay('SuspendPartner');
  if (!may) return null;
  const { suspension } = team;
  return (
    <section className="card stack" aria-labelledby="partner">
      <div className="page-head">
        <h2 id="partner">{team.partnerName}</h2>
        <div className="row no-print">
          {suspension ? <Badge tone="late">{t('team.suspended')}</Badge> : null}
          <Button size="xs" variant="default" onClick={suspend}>
            {t(suspension ? 'team.resume' : 'team.suspend')}
          </Button>
        </div>
      </div>
      {suspension ? (
        <p>
          {t('team.suspended.why', { reason: suspension.reason })} <InstantText at={suspension.since} />
        </p>
      ) : null}
    </section>
  );
}
