import { useIntl } from 'react-intl';
import { useQuery } from 'urql';
import { useLineTitle } from '@/components/sales/Lines';
import { SalesLineFragment } from '@/components/sales/lines';
import { Paper } from '@/components/sales/Paper';
import { Loaded } from '@/components/ui/Loaded';
import { unmask } from '@/generated/gql';
import { countryName } from '@/lib/countries';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import { QuoteDetailFragment, QuoteDocument } from '../detail/documents';

interface QuotePaperProps {
  id: string;
  language: string;
  /** The pay link, where it is to be printed. */
  link: string | undefined;
}

/** Read once more in the paper's language: steps, warnings and the legal line are the server's words. */
export function QuotePaper({ id, language, link }: QuotePaperProps) {
  const t = useT();
  const format = useFormat();
  const { locale } = useIntl();
  const lineTitle = useLineTitle();
  const [result, again] = useQuery({ query: QuoteDocument, variables: { id } });
  const quote = unmask(QuoteDetailFragment, result.data?.quote);
  const lines = unmask(SalesLineFragment, quote?.lines ?? []);
  const place = (country: string | null | undefined) => (country ? [countryName(locale, country)] : []);
  const vatId = (given: string | null | undefined) =>
    given ? [t('sales.paper.vatId', { vatId: given })] : [];
  return (
    <Loaded result={result} retry={again} object={t('quotes.object.one')} height={640}>
      {() =>
        quote ? (
          <Paper
            title={`${t('quotes.one')} ${quote.number}`}
            language={language}
            facts={[
              [t('quotes.paper.date'), format.day(quote.pricedOn)],
              [t('quotes.column.validUntil'), format.day(quote.validUntil)],
              [t('quotes.paper.version'), String(quote.version)],
              ...(quote.poNumber ? ([[t('sales.po'), quote.poNumber]] as const) : []),
            ]}
            seller={[
              quote.seller.name,
              quote.seller.address,
              ...place(quote.seller.country),
              ...vatId(quote.seller.vatId),
            ]}
            buyer={[quote.buyer.name, ...place(quote.buyer.country), ...vatId(quote.buyer.vatId)]}
            lines={lines.map(line => ({
              id: line.keyId,
              number: line.number ?? '',
              text: [
                lineTitle(line),
                ...(line.customer ? [line.customer.name] : []),
                ...(line.from && line.to ? [`${format.day(line.from)} – ${format.day(line.to)}`] : []),
                ...(line.maxExtensions == null ? [] : [t('sales.max', { max: line.maxExtensions })]),
                ...(line.ifNotRenewed ? [line.ifNotRenewed] : []),
              ],
              steps: line.steps
                .filter(step => !['NET', 'VAT', 'GROSS'].includes(step.kind))
                .map(step => `${step.text} ${format.money(step.amount.minor, step.amount.currency)}`),
              net: line.net ?? { minor: 0, currency: quote.net.currency },
            }))}
            net={quote.net}
            vat={quote.vat}
            gross={quote.gross}
            legal={[
              quote.vatText,
              t('quotes.paper.valid', { day: format.longDay(quote.validUntil) }),
              ...(quote.note ? [quote.note] : []),
            ].filter(text => text !== '')}
          >
            {link ? (
              <p>
                {t('quotes.paper.link')}
                <br />
                {link}
              </p>
            ) : null}
          </Paper>
        ) : null
      }
    </Loaded>
  );
}
