import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { PaperActions } from '@/components/sales/paper/PaperActions';
import { documentWord } from '@/components/sales/words';
import { LinkButton } from '@/components/ui/links';
import { Loaded } from '@/components/ui/Loaded';
import { Page } from '@/components/ui/Page';
import { ErrorState } from '@/components/ui/Problems';
import { toProblem } from '@/lib/graphql/problem';
import { InLanguage } from '@/lib/i18n/InLanguage';
import type { Language } from '@/lib/i18n/languages';
import { isLanguage } from '@/lib/i18n/languages';
import { useT } from '@/lib/i18n/useT';
import { PaperDocument } from '../detail/documents';
import { readBody } from './body';
import { DocumentPaper } from './DocumentPaper';

const route = getRouteApi('/billing/documents/$id');

/** An invoice, a receipt or a credit note as the sheet it was issued as. */
export function DocumentPage() {
  const t = useT();
  const { id } = route.useParams();
  const [chosen, setChosen] = useState<Language>();
  const [result, again] = useQuery({ query: PaperDocument, variables: { id } });
  const document = result.data?.document;
  const body = useMemo(
    () => (document ? readBody(document.body, document.gross.currency) : undefined),
    [document],
  );
  const language = chosen ?? (isLanguage(body?.language) ? body.language : 'en');
  const title = document ? `${t(documentWord[document.kind])} ${document.number}` : t('orders.document');
  return (
    <Page
      title={title}
      heading={<span className="no-print">{title}</span>}
      actions={
        <PaperActions language={language} onLanguage={setChosen}>
          {document ? (
            <LinkButton
              size="xs"
              variant="default"
              to="/billing/$id"
              params={{ id: document.orderId }}
              search={{}}
            >
              {t('sales.back')}
            </LinkButton>
          ) : null}
        </PaperActions>
      }
    >
      {document === null ? (
        <ErrorState
          object={t('orders.object.document')}
          problem={
            result.error
              ? toProblem(result.error)
              : { code: 'NOT_FOUND', message: t('orders.document.unknown') }
          }
        />
      ) : (
        <Loaded result={result} retry={again} object={t('orders.object.document')} height={640}>
          {() =>
            document && body ? (
              <InLanguage language={language} features={['orders', 'sales']}>
                <DocumentPaper document={document} body={body} language={language} />
              </InLanguage>
            ) : null
          }
        </Loaded>
      )}
    </Page>
  );
}
