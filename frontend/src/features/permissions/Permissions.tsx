import { PlainTable } from '@/components/ui/PlainTable';
import type { PermissionsQuery } from '@/generated/gql/graphql';
import type { Role } from '@/generated/schema';
import { useT } from '@/lib/i18n/useT';
import { roleWord } from '@/lib/words';
import classes from './Permissions.module.css';

const roles = Object.keys(roleWord) as Role[];

/** Operations are named by their verb: these change nothing. */
export const isReading = (operation: string): boolean =>
  /^(?:Read|List|Export|Match|Explain|Advise|Search|Preview|Check)/.test(operation);

interface PermissionsProps {
  title: string;
  rows: PermissionsQuery['permissions'];
  own: Role;
}

/** Every role beside each other. */
export function PermissionTable({ title, rows, own }: PermissionsProps) {
  const t = useT();
  return (
    <section className="stack">
      <h2>{title}</h2>
      <PlainTable
        label={title}
        head={
          <>
            <th scope="col">{t('permissions.operation')}</th>
            {roles.map(name => (
              <th key={name} scope="col" aria-current={name === own ? 'true' : undefined}>
                {t(roleWord[name])}
                {name === own ? ` (${t('permissions.you')})` : ''}
              </th>
            ))}
          </>
        }
      >
        {rows.map(row => (
          <tr key={row.operation}>
            <th scope="row">
              {row.text} <code className="meta">{row.operation}</code>
            </th>
            {roles.map(name => (
              <td key={name} className={name === own ? classes.own : undefined}>
                {row.roles.includes(name) ? (
                  `✓ ${t('permissions.yes')}`
                ) : (
                  <span className="muted">{t('permissions.no')}</span>
                )}
              </td>
            ))}
          </tr>
        ))}
      </PlainTable>
    </section>
  );
}

/** The same where a table has no room: each operation with the roles that may. */
export function PermissionCards({ title, rows, own }: PermissionsProps) {
  const t = useT();
  return (
    <section className="stack">
      <h2>{title}</h2>
      <ul className={`card ${classes.cards ?? ''}`}>
        {rows.map(row => (
          <li key={row.operation}>
            <p>{row.text}</p>
            <p className="muted">
              {roles
                .filter(name => row.roles.includes(name))
                .map(name =>
                  name === own ? `✓ ${t(roleWord[name])} (${t('permissions.you')})` : t(roleWord[name]),
                )
                .join(', ')}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
