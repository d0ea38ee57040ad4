import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import type { Cell, CertifiedPerson } from './documents';
import { RevokeCertificateDocument } from './documents';
import { ReasonDialog } from './ReasonDialog';

interface RevokeButtonProps {
  certificate: Cell;
  person: CertifiedPerson;
  path: string;
  again: () => void;
}

/** Operators take a certificate back, with a reason; what that means is said before. */
export function RevokeButton({ certificate, person, path, again }: RevokeButtonProps) {
  const t = useT();
  const may = useMay('RevokeCertificate');
  const [asking, setAsking] = useState(false);
  const [, revoke] = useMutation(RevokeCertificateDocument);
  if (!may || certificate.state === 'REVOKED') return null;
  const { name } = person;
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        className="no-print"
        onClick={() => setAsking(true)}
        aria-label={t('learning.revoke.of', { name, path })}
      >
        {t('learning.revoke')}
      </Button>
      {asking ? (
        <ReasonDialog
          title={t('learning.revoke.of', { name, path })}
          what={t('learning.revoke.what', { name })}
          verb={t('learning.revoke')}
          done={t('learning.revoked', { name, path })}
          send={(reason, idempotencyKey) =>
            revoke({ input: { id: certificate.id, reason, idempotencyKey } }).then(({ error, data }) => ({
              error,
              errors: data?.revokeCertificate.errors ?? [],
            }))
          }
          close={() => setAsking(false)}
          again={again}
        />
      ) : null}
    </>
  );
}
