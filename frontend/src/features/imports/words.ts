import type { ImportKind, ImportState } from '@/generated/schema';
import type { MessageId } from '@/lib/i18n/useT';
import type { Tone } from '@/lib/words';

export const kindText: Record<ImportKind, MessageId> = {
  CUSTOMERS: 'imports.kind.customers',
  KEYS: 'imports.kind.keys',
  USAGE: 'imports.kind.usage',
};
export const importKinds = Object.keys(kindText) as ImportKind[];

export const stateText: Record<ImportState, MessageId> = {
  CHECKING: 'imports.state.checking',
  CHECKED: 'imports.state.checked',
  COMMITTING: 'imports.state.committing',
  DONE: 'imports.state.done',
  STOPPED: 'imports.state.stopped',
  FAILED: 'imports.state.failed',
};

export const stateTone: Record<ImportState, Tone> = {
  CHECKING: 'info',
  CHECKED: 'soon',
  COMMITTING: 'info',
  DONE: 'ok',
  STOPPED: 'window',
  FAILED: 'late',
};

/** An example file of each kind: its columns and one row. */
export const templates: Record<ImportKind, string> = {
  CUSTOMERS:
    'reference,name,email,vat_id,country,city,language,partner_vat_id,education\r\n' +
    'C-1001,Officine Esempio Srl,info@officine.example,IT01234567890,IT,Padova,it,,no\r\n',
  KEYS:
    'number,customer_reference,partner_vat_id,kind,edition,size,free,trial,start,last_day,maintenance_last_day,bought_on,pbx_version,fqdn\r\n' +
    'ABCD-EFGH-JKLM-NPQR,C-1001,,ANNUAL,PROFESSIONAL,16,no,no,2026-03-01,2027-02-28,,2026-03-01,20,pbx.officine.example\r\n',
  USAGE:
    'number,users_and_extensions,system_mailboxes,recycled,pbx_version,reported_on\r\n' +
    'ABCD-EFGH-JKLM-NPQR,42,3,0,20,2026-11-20\r\n',
};
