import { Checkbox } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { PaperActions } from '@/components/sales/paper/PaperActions';
import type { RefusedBy } from '@/components/sales/Refused';
import { Refused } from '@/components/sales/Refused';
import { LinkButton } from '@/components/ui/links';
import { Loaded } from '@/components/ui/Loaded';
import { Page } from '@/components/ui/Page';
import { toProblem } from '@/lib/graphql/problem';
import { InLanguage } from '@/lib/i18n/InLanguage';
import type { Language } from '@/lib/i18n/languages';
import { isLanguage } from '@/lib/i18n/languages';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import { PayLinkDocument, QuoteDocument } from '../detail/documents';
import { isOpen } from '../detail/isOpen';
import { QuotePaper } from './QuotePaper';

const route = getRouteApi('/quotes/$id/print');

/** The quote as a sheet of paper, in the language of who will read it. */
export function PrintPage() {
  const t = useT();
  const { id } = route.useParams();
  const mayLink = useMay('ReadPayLink');
  const [chosen, setChosen] = useState<Language>();
  const [link, setLink] = useState<string>();
  const [refused, setRefused] = useState<RefusedBy>();
  const [result, again] = useQuery({ query: QuoteDocument, variables: { id } });
  const [{ fetching }, readLink] = useMutation(PayLinkDocument);
  const quote = result.data?.quote;
  const language = chosen ?? (isLanguage(quote?.language) ? quote.language : undefined);
  const title = quote ? `${t('quotes.one')} ${quote.number}` : t('quotes.one');

  const withLink = async (wanted: boolean) => {
    setLink(undefined);
    if (!wanted) return;
    const { data, error } = await readLink({ input: { id } });
    setRefused(error ? toProblem(error) : data?.readPayLink.errors[0]);
    setLink(data?.readPayLink.link?.url);
  };
  return (
    <Page
      title={title}
      heading={<span className="no-print">{title}</span>}
      actions={
        <PaperActions language={language} onLanguage={setChosen}>
          {mayLink && quote?.payer === 'CUSTOMER' && quote.state !== 'DRAFT' && isOpen(quote) ? (
            <Checkbox
              size="xs"
              label={t('quotes.print.link')}
              checked={link !== undefined}
              disabled={fetching}
              onChange={event => void withLink(event.currentTarget.checked)}
            />
          ) : null}
          <LinkButton size="xs" variant="default" to="/quotes/$id" params={{ id }} search={{}}>
            {t('sales.back')}
          </LinkButton>
        </PaperActions>
      }
    >
      {refused ? <Refused by={refused} /> : null}
      <Loaded result={result} retry={again} object={t('quotes.object.one')} height={640}>
        {() =>
          language ? (
            <InLanguage language={language} features={['quotes', 'sales']}>
              <QuotePaper id={id} language={language} link={link} />
            </InLanguage>
          ) : null
        }
      </Loaded>
    </Page>
  );
}
