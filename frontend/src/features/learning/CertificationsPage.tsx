import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { CopyLink } from '@/components/ui/CopyButton';
import { Loaded } from '@/components/ui/Loaded';
import { More } from '@/components/ui/More';
import { Page } from '@/components/ui/Page';
import { PartnerPicker } from '@/components/ui/PartnerPicker';
import { useCourseChanges, useLevelChanges } from '@/lib/changes';
import { useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import { withTenant } from '@/lib/session/tenantChoice';
import { useRested } from '@/lib/useRested';
import { Choices } from './Choices';
import { CertificationsDocument } from './documents';
import { Matrix } from './Matrix';
import { Missing } from './Missing';

const route = getRouteApi('/certifications');

/** Who of a partner is certified in what, what the next level asks for, and the courses that lead there. */
export function CertificationsPage() {
  const t = useT();
  const { partner: own } = useMe();
  const { partner: chosen, path } = route.useSearch();
  const navigate = route.useNavigate();
  const partner = own?.id ?? chosen;
  const show = (next: string | undefined) =>
    void navigate({ search: old => ({ ...old, path: next }), replace: true });
  return (
    <Page
      title={t('learning.title')}
      actions={
        <More>
          {partner ? (
            <Button
              component="a"
              size="xs"
              variant="default"
              href={withTenant(`/api/export/partners/${partner}/certifications.csv`)}
              download
            >
              {t('learning.export')}
            </Button>
          ) : null}
          {partner ? (
            <CopyAsGraphQL document={CertificationsDocument} variables={{ partnerId: partner }} />
          ) : null}
          <CopyLink />
        </More>
      }
    >
      <p className="muted measure">{t('learning.text')}</p>
      {own ? null : (
        <PartnerPicker
          label={t('learning.partner')}
          placeholder={t('learning.partner.choose')}
          value={chosen}
          onChange={next => void navigate({ search: next ? { partner: next } : {}, replace: true })}
        />
      )}
      {partner === undefined ? (
        <p role="status">{t('learning.partner.first')}</p>
      ) : (
        <OfPartner key={partner} partner={partner} path={path} show={show} />
      )}
    </Page>
  );
}

interface OfPartnerProps {
  partner: string;
  path: string | undefined;
  show: (path: string | undefined) => void;
}

function OfPartner({ partner, path, show }: OfPartnerProps) {
  const t = useT();
  const [result, again] = useQuery({ query: CertificationsDocument, variables: { partnerId: partner } });
  const reread = () => again({ requestPolicy: 'network-only' });
  const fresh = useRested(reread);
  useLevelChanges(fresh);
  useCourseChanges(fresh);
  return (
    <Loaded result={result} retry={reread} object={t('learning.object')} height={240} rows={2}>
      {({ certifications }) =>
        certifications ? (
          <>
            <Missing of={certifications} show={show} />
            <Matrix of={certifications} again={reread} />
            <Choices of={certifications} path={path} show={show} again={reread} />
          </>
        ) : (
          <p role="status">{t('learning.unknown')}</p>
        )
      }
    </Loaded>
  );
}
