import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from 'urql';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { Loaded } from '@/components/ui/Loaded';
import { More } from '@/components/ui/More';
import { Page } from '@/components/ui/Page';
import { NARROW } from '@/components/ui/table/narrow';
import { graphql } from '@/generated/gql';
import { useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import { roleWord } from '@/lib/words';
import { isReading, PermissionCards, PermissionTable } from './Permissions';

const PermissionsDocument = graphql(`
  query Permissions {
    permissions {
      operation
      text
      roles
    }
  }
`);

/** The one table of who may do what, in words; the reader's own role is marked. */
export function PermissionsPage() {
  const t = useT();
  const { role } = useMe();
  const narrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false });
  const [result, again] = useQuery({ query: PermissionsDocument });
  const Rows = narrow ? PermissionCards : PermissionTable;
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
        {({ permissions }) => {
          const sorted = [...permissions].sort((a, b) => a.text.localeCompare(b.text));
          return (
            <>
              <Rows
                title={t('permissions.doing')}
                rows={sorted.filter(row => !isReading(row.operation))}
                own={role}
              />
              <Rows
                title={t('permissions.reading')}
                rows={sorted.filter(row => isReading(row.operation))}
                own={role}
              />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
