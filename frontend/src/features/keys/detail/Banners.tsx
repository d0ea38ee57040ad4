import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { DateText } from '@/components/ui/DateText';
import { T, useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import { editionName } from '@/lib/words';
import { operationOf } from '../commands/commands';
import type { Operation } from '../commands/documents';
import classes from './detail.module.css';
import type { KeyDetail } from './documents';

interface BannersProps {
  subject: KeyDetail;
  open: (operation: Operation) => void;
}

/** What needs attention on this key now, each with the one thing to do; nothing when nothing does. */
export function Banners({ subject, open }: BannersProps) {
  const t = useT();
  const { tenant, permissions } = useMe();
  const can = (operation: Operation) =>
    permissions.includes(operation) &&
    subject.actions.some(action => action.allowed && operationOf(action.operation) === operation);
  const act = (operation: Operation, text: string) =>
    can(operation) ? (
      <Button size="xs" variant="default" onClick={() => open(operation)}>
        {text}
      </Button>
    ) : null;
  const { effective, transfer, activation } = subject;
  const endOfLife = activation?.endOfLife;
  const acknowledged = subject.acknowledgements.at(-1);
  return (
    <>
      {transfer ? (
        <Banner tone="info">
          <p>
            {t(transfer.yours ? 'keys.banner.transferYours' : 'keys.banner.transfer', {
              partner: transfer.toPartner.name,
              by: transfer.proposedBy,
            })}{' '}
            {transfer.reason ? `“${transfer.reason}”` : ''}
          </p>
          <span className="row">
            {act('AcceptTransfer', t('keys.do.accept'))}
            {act('DeclineTransfer', t('keys.do.decline'))}
          </span>
        </Banner>
      ) : null}
      {subject.status === 'FALLBACK' ? (
        <Banner tone="late">
          <p>
            {t('keys.banner.fallback', {
              effective: `${editionName[effective.edition]} ${effective.size}`,
              bought: `${editionName[subject.edition]} ${subject.size}`,
            })}
          </p>
          {act('RenewKey', t('keys.do.renew'))}
        </Banner>
      ) : null}
      {subject.status === 'MAINTENANCE_WINDOW' && subject.windowLastDay ? (
        <Banner tone="window">
          <p>
            <T id="keys.banner.window" values={{ day: <DateText day={subject.windowLastDay} /> }} />
          </p>
          {act('RenewMaintenance', t('keys.do.maintenance'))}
        </Banner>
      ) : null}
      {subject.status === 'MAINTENANCE_LAPSED' ? (
        <Banner tone="late">
          <p>{t('keys.banner.lapsed')}</p>
          {act('TradeInKey', t('keys.do.tradeIn'))}
        </Banner>
      ) : null}
      {subject.over ? (
        <Banner tone={subject.support ? 'soon' : 'late'}>
          <p>
            {t('keys.banner.over', {
              counted: subject.extensionsCounted ?? 0,
              max: subject.maxExtensions ?? 0,
            })}{' '}
            {subject.support ? null : t('keys.banner.noSupport')}{' '}
            {acknowledged ? t('keys.banner.acknowledged', { name: acknowledged.name }) : null}
          </p>
          {act('AcknowledgeOverLimit', t('keys.do.acknowledge'))}
        </Banner>
      ) : null}
      {endOfLife && endOfLife <= tenant.today ? (
        <Banner tone="late">
          <p>
            <T
              id="keys.banner.endOfLife"
              values={{ version: subject.pbxVersion ?? '', day: <DateText day={endOfLife} plain /> }}
            />
          </p>
        </Banner>
      ) : null}
      {subject.replacedBy ? (
        <Banner tone="info">
          <p>
            {t('keys.banner.replacedBy')}{' '}
            <Link to="/keys/$id" params={{ id: subject.replacedBy.id }} search={{}}>
              {subject.replacedBy.number}
            </Link>
          </p>
        </Banner>
      ) : null}
    </>
  );
}

function Banner({ tone, children }: { tone: 'info' | 'soon' | 'window' | 'late'; children: ReactNode }) {
  return (
    <div className={classes.banner} data-tone={tone}>
      {children}
    </div>
  );
}
