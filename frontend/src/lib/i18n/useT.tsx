import type { ReactNode } from 'react';
import { useCallback } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { MessageId } from '@/generated/messages/ids';

export type { MessageId } from '@/generated/messages/ids';
export type TextValues = Record<string, string | number | boolean | Date | null | undefined>;
export type Translate = (id: MessageId, values?: TextValues) => string;

/** `t('keys.title')`, `t('keys.count', { count: 3 })`. */
export function useT(): Translate {
  const intl = useIntl();
  return useCallback((id, values) => intl.formatMessage({ id }, values), [intl]);
}

/** A text with elements in it: `<T id="…" values={{ link: <a … /> }} />`. */
export function T({ id, values }: { id: MessageId; values?: Record<string, ReactNode> }) {
  return <FormattedMessage id={id} {...(values ? { values } : {})} />;
}
