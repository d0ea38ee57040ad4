import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useClient } from 'urql';
import { FormDialog } from '@/components/sales/forms/FormDialog';
import type { RefusedBy } from '@/components/sales/Refused';
import { toast } from '@/components/ui/toasts';
import type { ChangeRoleMutation } from '@/generated/gql/graphql';
import type { Role } from '@/generated/schema';
import { attemptKeys } from '@/lib/forms';
import { useClients } from '@/lib/graphql/ClientsProvider';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import { roleWord } from '@/lib/words';
import type { Person } from './documents';
import { ChangeRoleDocument } from './documents';
import { partnerRoles, roleWhat } from './words';

type Change = NonNullable<ChangeRoleMutation['changeRole']['change']>;

interface RoleDialogProps {
  partner: string;
  person: Person;
  close: () => void;
  again: () => void;
}

/** Another role; what it gives and takes is read before it holds. */
export default function RoleDialog({ partner, person, close, again }: RoleDialogProps) {
  const t = useT();
  const client = useClient();
  const { uncached } = useClients();
  const [keyFor] = useState(attemptKeys);
  const [role, setRole] = useState<Role>(partnerRoles.find(one => one !== person.role) ?? 'SALES');
  const [would, setWould] = useState<Change>();
  const [refused, setRefused] = useState<RefusedBy>();
  const [busy, setBusy] = useState(false);
  const { name } = person;

  const ask = async (dryRun: boolean) => {
    setBusy(true);
    const input = { id: partner, personId: person.id, role };
    const { data, error } = await (dryRun ? uncached : client)
      .mutation(ChangeRoleDocument, {
        input: { ...input, dryRun, ...(dryRun ? {} : { idempotencyKey: keyFor(input) }) },
      })
      .toPromise();
    setBusy(false);
    const first = error ? toProblem(error) : data?.changeRole.errors[0];
    setRefused(first);
    setWould(undefined);
    if (first) return;
    if (dryRun) {
      setWould(data?.changeRole.change ?? undefined);
      return;
    }
    toast(t('team.role.changed', { name, role: t(roleWord[role]) }));
    again();
    close();
  };
  return (
    <FormDialog
      title={`${t('team.role')} · ${name}`}
      refused={refused}
      verb={would ? t('team.role.make', { name, role: t(roleWord[role]) }) : t('sales.preview')}
      busy={busy}
      submit={() => {
        void ask(would === undefined);
      }}
      close={close}
    >
      <p>{t('team.role.now', { name, role: t(roleWord[person.role]) })}</p>
      <NativeSelect
        label={t('team.role.label')}
        description={t(roleWhat[role])}
        value={role}
        onChange={event => {
          setRole(event.currentTarget.value as Role);
          setWould(undefined);
        }}
        data={partnerRoles
          .filter(value => value !== person.role)
          .map(value => ({ value, label: t(roleWord[value]) }))}
      />
      <div role="status" className="stack">
        {would ? (
          <>
            <Rights title={t('team.gained')} none={t('team.gained.none')} rights={would.gained} />
            <Rights title={t('team.lost')} none={t('team.lost.none')} rights={would.lost} />
          </>
        ) : (
          <p className="muted">{t('team.role.dry')}</p>
        )}
      </div>
    </FormDialog>
  );
}

function Rights({ title, none, rights }: { title: string; none: string; rights: Change['gained'] }) {
  return (
    <section>
      <h3>{title}</h3>
      {rights.length === 0 ? (
        <p className="muted">{none}</p>
      ) : (
        <ul>
          {rights.map(right => (
            <li key={right.operation}>{right.text}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
