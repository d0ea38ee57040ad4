import type { LinkProps } from '@tanstack/react-router';
import type { MessageId } from '@/lib/i18n/useT';

export interface Place {
  to: NonNullable<LinkProps['to']>;
  text: MessageId;
  /** The operation one needs the right to; absent: everyone. */
  may?: string;
}

export const places: readonly Place[] = [
  { to: '/', text: 'app.nav.home' },
  { to: '/keys', text: 'app.nav.keys', may: 'Keys' },
  { to: '/expiring', text: 'app.nav.expiring', may: 'Expiry' },
  { to: '/customers', text: 'app.nav.customers', may: 'Customers' },
  { to: '/catalogue', text: 'app.nav.catalogue', may: 'Catalogue' },
  { to: '/imports', text: 'app.nav.imports', may: 'StartImport' },
  { to: '/audit', text: 'app.nav.audit', may: 'Audit' },
  { to: '/permissions', text: 'app.nav.permissions' },
];
