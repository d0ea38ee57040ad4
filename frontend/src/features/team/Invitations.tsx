import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import type { RefusedBy } from '@/components/sales/Refused';
import { Refused } from '@/components/sales/Refused';
import { InstantText } from '@/components/ui/DateText';
import { Badge } from '@/components/ui/StatusBadge';
import { toast } from '@/components/ui/toasts';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import { roleWord } from '@/lib/words';
import type { Invitation, Team } from './documents';
import { RevokeInvitationDocument } from './documents';
import classes from './Team.module.css';

interface InvitationsProps {
  team: Team;
  invite: () => void;
  again: () => void;
}

/** Links that wait for somebody. */
export function Invitations({ team, invite, again }: InvitationsProps) {
  const t = useT();
  const mayInvite = useMay('InvitePerson');
  const mayRevoke = useMay('RevokeInvitation');
  const [refused, setRefused] = useState<RefusedBy>();
  const [{ fetching }, revoke] = useMutation(RevokeInvitationDocument);
  const send = async ({ id, email }: Invitation) => {
    const { data, error } = await revoke({ input: { id: team.partnerId, invitationId: id } });
    const first = error ? toProblem(error) : data?.revokeInvitation.errors[0];
    setRefused(first);
    if (first) return;
    toast(t('team.revoked', { email }));
    again();
  };
  return (
    <section className="card stack" aria-labelledby="invitations">
      <div className="page-head">
        <h2 id="invitations">{t('team.invitations')}</h2>
        {mayInvite ? (
          <Button size="xs" onClick={invite} disabled={Boolean(team.suspension)}>
            {t('team.invite')}
          </Button>
        ) : (
          <span className="meta">{t('team.mayNot')}</span>
        )}
      </div>
      {refused ? <Refused by={refused} /> : null}
      {team.invitations.length === 0 ? (
        <p className="muted">{t('team.invitations.none')}</p>
      ) : (
        <ul>
          {team.invitations.map(one => (
            <li key={one.id} className={classes.entry}>
              <div className={classes.who}>
                <strong>{one.email}</strong>
                <span className="muted">{t(roleWord[one.role])}</span>
              </div>
              <div className="row">
                <Badge tone={one.state === 'OPEN' ? 'soon' : 'late'}>
                  {t(one.state === 'OPEN' ? 'team.invitation.open' : 'team.invitation.expired')}
                </Badge>
                <span className="meta">
                  {t('team.invitation.until')} <InstantText at={one.expiresAt} /> · {one.createdBy}
                </span>
              </div>
              {mayRevoke ? (
                <div className="row no-print">
                  <Button
                    size="compact-sm"
                    variant="default"
                    loading={fetching}
                    onClick={() => void send(one)}
                    aria-label={t('team.revoke.of', { email: one.email })}
                  >
                    {t('team.revoke')}
                  </Button>
                </div>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
