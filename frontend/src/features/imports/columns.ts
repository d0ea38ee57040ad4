import type { ImportKind } from '@/generated/schema';
import type { MessageId } from '@/lib/i18n/useT';

export interface Column {
  name: string;
  text: MessageId;
  /** A cell of each row of the example file; the files of customers, keys and usage go in one after the other. */
  examples: readonly [string, string];
  required?: true;
}

const number: Column = {
  name: 'number',
  text: 'imports.column.number',
  examples: ['ABCD-EFGH-JKLM-NPQR', 'BCDE-FGHJ-KLMN-PQRS'],
  required: true,
};
const partner: Column = {
  name: 'partner_vat_id',
  text: 'imports.column.partner',
  examples: ['', ''],
};
const version: Column = {
  name: 'pbx_version',
  text: 'imports.column.version',
  examples: ['20', '18.0.9'],
};

/** What a file of each kind may hold, in the order of the example; a file may bring its columns in any. */
export const columns: Record<ImportKind, readonly Column[]> = {
  CUSTOMERS: [
    {
      name: 'reference',
      text: 'imports.column.reference',
      examples: ['EXAMPLE-1', 'EXAMPLE-2'],
      required: true,
    },
    {
      name: 'name',
      text: 'imports.column.name',
      examples: ['Officine Esempio Srl', 'Eksempel Mekaniske AS'],
      required: true,
    },
    {
      name: 'email',
      text: 'imports.column.email',
      examples: ['info@officine.example', 'post@eksempel.example'],
    },
    { name: 'vat_id', text: 'imports.column.vat', examples: ['', ''] },
    { name: 'country', text: 'imports.column.country', examples: ['IT', 'NO'] },
    { name: 'city', text: 'imports.column.city', examples: ['Padova', 'Bergen'] },
    { name: 'language', text: 'imports.column.language', examples: ['it', 'nb'] },
    partner,
    { name: 'education', text: 'imports.column.education', examples: ['no', 'yes'] },
  ],
  KEYS: [
    number,
    {
      name: 'customer_reference',
      text: 'imports.column.customer',
      examples: ['EXAMPLE-1', 'EXAMPLE-2'],
      required: true,
    },
    partner,
    { name: 'kind', text: 'imports.column.kind', examples: ['ANNUAL', 'PERPETUAL'], required: true },
    {
      name: 'edition',
      text: 'imports.column.edition',
      examples: ['PROFESSIONAL', 'ENTERPRISE'],
      required: true,
    },
    { name: 'size', text: 'imports.column.size', examples: ['16', '32'], required: true },
    { name: 'free', text: 'imports.column.free', examples: ['no', 'no'] },
    { name: 'trial', text: 'imports.column.trial', examples: ['no', 'no'] },
    { name: 'start', text: 'imports.column.start', examples: ['2026-03-01', '2024-06-01'] },
    { name: 'last_day', text: 'imports.column.lastDay', examples: ['2027-02-28', ''] },
    { name: 'maintenance_last_day', text: 'imports.column.maintenance', examples: ['', '2027-05-31'] },
    { name: 'bought_on', text: 'imports.column.bought', examples: ['2026-03-01', '2024-06-01'] },
    version,
    {
      name: 'fqdn',
      text: 'imports.column.fqdn',
      examples: ['pbx.officine.example', 'pbx.eksempel.example'],
    },
  ],
  USAGE: [
    number,
    {
      name: 'users_and_extensions',
      text: 'imports.column.users',
      examples: ['42', '150'],
      required: true,
    },
    { name: 'system_mailboxes', text: 'imports.column.mailboxes', examples: ['3', '0'] },
    { name: 'recycled', text: 'imports.column.recycled', examples: ['0', '4'] },
    version,
    { name: 'reported_on', text: 'imports.column.reported', examples: ['2026-11-01', '2026-11-01'] },
  ],
  TURNOVER: [
    {
      name: 'reference',
      text: 'imports.column.turnoverReference',
      examples: ['2025-INV-0042', '2026-03'],
      required: true,
    },
    {
      name: 'partner',
      text: 'imports.column.turnoverPartner',
      examples: ['IT00743110157', 'Example Voice Ltd'],
      required: true,
    },
    {
      name: 'day',
      text: 'imports.column.turnoverDay',
      examples: ['2025-12-15', '2026-03-31'],
      required: true,
    },
    { name: 'net', text: 'imports.column.net', examples: ['1250.00', '8430.50'], required: true },
    { name: 'currency', text: 'imports.column.currency', examples: ['EUR', ''] },
    { name: 'note', text: 'imports.column.note', examples: ['Invoice 42', 'March 2026'] },
  ],
  CERTIFICATES: [
    {
      name: 'email',
      text: 'imports.column.certEmail',
      examples: ['anna@example.org', 'ola@example.org'],
      required: true,
    },
    { name: 'path', text: 'imports.column.certPath', examples: ['basic', 'advanced'], required: true },
    {
      name: 'from',
      text: 'imports.column.certFrom',
      examples: ['2026-03-01', '2025-09-15'],
      required: true,
    },
    { name: 'until', text: 'imports.column.certUntil', examples: ['', '2027-09-14'] },
  ],
};

/** The example file of a kind, as it may be brought in again. */
export function exampleFile(kind: ImportKind): string {
  const all = columns[kind];
  const rows = [
    all.map(column => column.name),
    ...([0, 1] as const).map(row => all.map(column => column.examples[row])),
  ];
  return rows.map(cells => `${cells.join(',')}\r\n`).join('');
}
