import type { KeysSearch } from '@/lib/lists/keyFilter';
import { defaultSort } from '@/lib/lists/keyFilter';
import { withTenant } from '@/lib/session/tenantChoice';

/** EXPIRY_DESC → -EXPIRY, as the REST side of the API writes an order. */
const order = (sort: string): string => (sort.endsWith('_DESC') ? `-${sort.slice(0, -5)}` : sort);

/** The list as filtered, as a file. */
export function exportUrl(search: KeysSearch): string {
  const parameters = new URLSearchParams();
  const put = (name: string, value: string | undefined) => {
    if (value !== undefined && value !== '') parameters.set(name, value);
  };
  put('q', search.q);
  put('status', search.status?.join(','));
  put('edition', search.edition?.join(','));
  put('kind', search.kind?.join(','));
  put('size', search.size?.join(','));
  put('over', search.over ? 'true' : undefined);
  put('trial', search.trial ? 'true' : undefined);
  put('expiresFrom', search.from);
  put('expiresTo', search.to);
  put('partnerId', search.partner);
  put('customerId', search.customer);
  put('sort', order(search.sort ?? defaultSort));
  return withTenant(`/api/export/keys.csv?${parameters.toString()}`);
}
