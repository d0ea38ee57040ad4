import { useQuery } from 'urql';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { Loaded } from '@/components/ui/Loaded';
import { More } from '@/components/ui/More';
import { Page } from '@/components/ui/Page';
import { PlainTable } from '@/components/ui/PlainTable';
import { graphql } from '@/generated/gql';
import type { Role } from '@/generated/schema';
import { useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import { roleWord } from '@/lib/words';

const PermissionsDocument = graphql(`
  query Permissions {
    permissions {
      operation
      text
      roles
    }
  }
`);

const roles = Object.keys(roleWord) as Role[];

/** The one table of who may do what, in words; the reader's own role is marked. */
export function PermissionsPage() {
  const t = useT();
  const { role } = useMe();
  const [result, again] = useQuery({ query: PermissionsDocument });
  return (
    <Page
      title={t('permissions.title')}
      actions={
        <More>
          <CopyAsGraphQL document={PermissionsDocument} variables={{}} />
        </More>
      }
    >
      <p className="muted measure">{t('permissions.text', { role: t(roleWord[role]) })}</p>
      <Loaded result={result} retry={() => again()} object={t('permissions.object')} height={36} rows={16}>
        {data => (
          <PlainTable
            label={t('permissions.title')}
            head={
              <>
                <th scope="col">{t('permissions.operation')}</th>
                {roles.map(name => (
                  <th key={name} scope="col" aria-current={name === role ? 'true' : undefined}>
                    {t(roleWord[name])}
                    {name === role ? ` (${t('permissions.you')})` : ''}
                  </th>
                ))}
              </>
            }
          >
            {data.permissions.map(permission => (
              <tr key={permission.operation}>
                <th scope="row">
                  {permission.text} <code className="meta">{permission.operation}</code>
                </th>
                {roles.map(name => (
                  <td key={name}>
                    {permission.roles.includes(name) ? (
                      `✓ ${t('permissions.yes')}`
                    ) : (
                      <span className="muted">{t('permissions.no')}</span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </PlainTable>
        )}
      </Loaded>
    </Page>
  );
}
