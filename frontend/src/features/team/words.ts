import type { Role } from '@/generated/schema';
import type { MessageId } from '@/lib/i18n/useT';

/** The roles of a partner's people. */
export const partnerRoles: readonly Role[] = ['OWNER', 'SALES', 'SUPPORT', 'PURCHASE'];

export const roleWhat: Record<Role, MessageId> = {
  OPERATOR: 'team.what.none',
  OWNER: 'team.what.owner',
  SALES: 'team.what.sales',
  SUPPORT: 'team.what.support',
  PURCHASE: 'team.what.purchase',
};
