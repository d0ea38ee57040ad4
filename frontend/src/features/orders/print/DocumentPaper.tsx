import { useIntl } from 'react-intl';
import { Paper } from '@/components/sales/paper/Paper';
import { documentWord, lineKindWord } from '@/components/sales/words';
import type { PaperQuery } from '@/generated/gql/graphql';
import type { OrderLineKind } from '@/generated/schema';
import { countryName } from '@/lib/i18n/countries';
import type { Language } from '@/lib/i18n/languages';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import { editionName } from '@/lib/words';
import type { PaperBody, PaperBodyLine, PaperParty } from './body';

interface DocumentPaperProps {
  document: NonNullable<PaperQuery['document']>;
  body: PaperBody;
  language: Language;
}

const isKind = (kind: string): kind is OrderLineKind => kind in lineKindWord;
const isEdition = (edition: string): edition is keyof typeof editionName => edition in editionName;

export function DocumentPaper({ document, body, language }: DocumentPaperProps) {
  const t = useT();
  const format = useFormat();
  const { locale } = useIntl();
  const party = ({ name, address, country, vatId }: PaperParty) => [
    name,
    ...(address ? [address] : []),
    ...(country ? [countryName(locale, country)] : []),
    ...(vatId ? [t('sales.paper.vatId', { vatId })] : []),
  ];
  const what = (line: PaperBodyLine) =>
    [
      isKind(line.kind) ? t(lineKindWord[line.kind]) : line.kind,
      `${isEdition(line.edition) ? editionName[line.edition] : line.edition} ${String(line.size)}`,
      t('sales.years', { years: line.years }),
    ].join(' · ');
  const lines = body.lines.map(line => ({
    id: String(line.line),
    number: line.key,
    text: [
      what(line),
      ...(line.customerName === '' ? [] : [line.customerName]),
      line.from && line.to
        ? `${format.day(line.from)} – ${format.day(line.to)}`
        : t('orders.paper.notApplied'),
      ...(line.maxExtensions === undefined ? [] : [t('sales.max', { max: line.maxExtensions })]),
    ],
    steps: [],
    net: line.net,
  }));
  // Money given back is not of single lines: what it is of, and why.
  const whole = {
    id: 'whole',
    number: '',
    text: [t('orders.paper.refund', { number: body.orderNumber ?? '–' }), ...(body.note ? [body.note] : [])],
    steps: [],
    net: body.net,
  };
  const row = (name: string, value: string | undefined) => (value ? ([[name, value]] as const) : []);
  return (
    <Paper
      title={`${t(documentWord[document.kind])} ${body.number ?? document.number}`}
      language={language}
      facts={[
        [t('orders.paper.issued'), format.day(document.issuedOn)],
        ...row(t('orders.paper.paid'), body.paidOn && format.day(body.paidOn)),
        ...row(t('orders.paper.corrects'), body.corrects),
        ...row(t('orders.one'), body.orderNumber),
        ...row(t('orders.column.quote'), body.quoteNumber),
        ...row(t('sales.po'), body.poNumber),
      ]}
      seller={party(body.seller)}
      buyer={party(body.buyer)}
      lines={lines.length > 0 ? lines : [whole]}
      net={body.net}
      vat={body.vat}
      gross={body.gross}
      legal={[body.legal[language] ?? body.legal.en ?? '', lines.length > 0 ? (body.note ?? '') : ''].filter(
        text => text !== '',
      )}
    />
  );
}
