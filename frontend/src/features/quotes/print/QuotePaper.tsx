import { useIntl } from 'react-intl';
import { useQuery } from 'urql';
import { useLineTitle } from '@/components/sales/Lines';
import { masked } from '@/components/sales/paper/masked';
import { Paper } from '@/components/sales/paper/Paper';
import { PaperLink } from '@/components/sales/paper/PaperLink';
import { Loaded } from '@/components/ui/Loaded';
import { countryName } from '@/lib/i18n/countries';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import { QuoteDocument } from '../detail/documents';

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
  const quote = result.data?.quote;
  const lines = quote?.lines ?? [];
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
              number: masked(line.number ?? ''),
              text: [
                lineTitle(line),
                ...(line.customer ? [line.customer.name] : []),
                ...(line.from && line.to ? [`${format.day(line.from)} – ${format.day(line.to)}`] : []),
                ...(line.maxExtensions == null ? [] : [t('sales.max', { max: line.maxExtensions })]),
                ...(line.ifNotRenewed ? [line.ifNotRenewed] : []),
              ],
              steps: line.steps
                .filter(step => !['NET', 'VAT', 'GROSS'].includes(step.kind))
                .map(step => `${step.text} = ${format.money(step.amount.minor, step.amount.currency)}`),
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
              <PaperLink text={t('quotes.paper.link')} link={link} label={t('quotes.paper.code')} />
            ) : null}
          </Paper>
        ) : null
      }
    </Loaded>
  );
}
