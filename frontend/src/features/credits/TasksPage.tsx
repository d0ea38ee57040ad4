import { CopyLink } from '@/components/ui/CopyButton';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { More } from '@/components/ui/More';
import { Page } from '@/components/ui/Page';
import { ErrorState } from '@/components/ui/Problems';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import { Credits } from './Credits';
import { CameBack, Disputes } from './Disputes';
import { CreditsDocument } from './documents';
import { Equation } from './Equation';
import { Inbox } from './Inbox';
import { Mails } from './Mails';

/** What only an operator can settle, most urgent first; at the end the proof that no money is missing. */
export function TasksPage() {
  const t = useT();
  const may = useMay('ListCredits');
  return (
    <Page
      title={t('credits.title')}
      actions={
        may ? (
          <More>
            <CopyAsGraphQL
              document={CreditsDocument}
              variables={{ first: 50, state: ['OPEN', 'REFUNDING'] }}
            />
            <CopyLink />
          </More>
        ) : null
      }
    >
      {may ? (
        <>
          <p className="muted measure">{t('credits.text')}</p>
          <Credits />
          <Disputes />
          <CameBack />
          <Inbox />
          <Mails />
          <Equation />
        </>
      ) : (
        <ErrorState
          object={t('credits.object.page')}
          problem={{ code: 'FORBIDDEN', message: t('credits.forbidden') }}
        />
      )}
    </Page>
  );
}
