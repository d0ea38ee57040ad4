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
  { to: '/keys', text: 'app.nav.keys', may: 'ListKeys' },
  { to: '/expiring', text: 'app.nav.expiring', may: 'ReadExpiry' },
  { to: '/renewals/new', text: 'app.nav.basket', may: 'CreateQuote' },
  { to: '/quotes', text: 'app.nav.quotes', may: 'ListQuotes' },
  { to: '/billing', text: 'app.nav.billing', may: 'ListOrders' },
  { to: '/programme', text: 'app.nav.programme', may: 'ReadLevel' },
  { to: '/reviews', text: 'app.nav.reviews', may: 'ListReviews' },
  { to: '/partners', text: 'app.nav.partners', may: 'ListPartners' },
  { to: '/programme-rules', text: 'app.nav.rules', may: 'SaveLevelRules' },
  { to: '/certifications', text: 'app.nav.certifications', may: 'ReadCertifications' },
  { to: '/courses', text: 'app.nav.courses', may: 'CreateCourse' },
  { to: '/team', text: 'app.nav.team', may: 'ReadTeam' },
  { to: '/applications', text: 'app.nav.applications', may: 'ListApplications' },
  { to: '/customers', text: 'app.nav.customers', may: 'ListCustomers' },
  { to: '/catalogue', text: 'app.nav.catalogue', may: 'ReadCatalogue' },
  { to: '/credits', text: 'app.nav.credits', may: 'ListCredits' },
  { to: '/reminders', text: 'app.nav.reminders', may: 'ReadReminders' },
  { to: '/imports', text: 'app.nav.imports', may: 'StartImport' },
  { to: '/audit', text: 'app.nav.audit', may: 'ListAudit' },
  { to: '/permissions', text: 'app.nav.permissions' },
];
