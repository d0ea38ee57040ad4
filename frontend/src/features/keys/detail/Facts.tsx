import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { DateText, InstantText } from '@/components/ui/DateText';
import { RuleHint } from '@/components/ui/Explain';
import { MoneyText } from '@/components/ui/MoneyText';
import type { ExplainQuery } from '@/generated/gql/graphql';
import { useT } from '@/lib/i18n/useT';
import { editionName, holdsText, kindWord } from '@/lib/words';
import { UsageBar } from '../list/UsageBar';
import classes from './detail.module.css';
import type { KeyDetail } from './documents';

export type Statement = NonNullable<ExplainQuery['key']>['explanation']['statements'][number];

function Fact({
  name,
  children,
  because,
}: {
  name: string;
  children: ReactNode;
  because?: Statement | undefined;
}) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {children}
        {because ? (
          <RuleHint
            rule={{
              rule: because.rule,
              text: `${because.claim} ${because.ruleText}`,
              ruleVersion: because.ruleVersion,
              status: because.ruleStatus,
              source: because.source,
            }}
          />
        ) : null}
      </dd>
    </>
  );
}

interface FactsProps {
  subject: KeyDetail;
  statements: readonly Statement[];
}

export function Facts({ subject, statements }: FactsProps) {
  const t = useT();
  const why = (topic: string) => statements.find(statement => statement.topic === topic);
  const bought = `${editionName[subject.edition]} ${subject.size}`;
  const holds = holdsText(subject, t);
  const kinds = [
    t(kindWord[subject.kind]),
    subject.free ? t('keys.free') : '',
    subject.trial ? t('keys.trial') : '',
    subject.notForResale ? t('keys.notForResale') : '',
    subject.education ? t('keys.education') : '',
  ].filter(text => text !== '');
  return (
    <section className="card stack">
      <h2>{t('keys.facts')}</h2>
      <dl className={classes.facts}>
        <Fact name={t('keys.column.customer')}>
          <Link to="/customers/$id" params={{ id: subject.customer.id }}>
            {subject.customer.name}
          </Link>
        </Fact>
        <Fact name={t('keys.column.partner')}>{subject.partner?.name ?? t('keys.partner.none')}</Fact>
        <Fact name={t('keys.column.kind')}>{kinds.join(' · ')}</Fact>
        <Fact name={t('keys.facts.bought')}>{bought}</Fact>
        <Fact name={t('keys.facts.holds')} because={why('EDITION')}>
          {holds}
        </Fact>
        <Fact name={t('keys.column.usage')} because={why('EXTENSIONS')}>
          <UsageBar
            counted={subject.extensionsCounted}
            max={subject.maxExtensions}
            stale={subject.usageStale}
          />
        </Fact>
        <Fact name={t('keys.facts.support')} because={why('SUPPORT')}>
          {t(subject.support ? 'keys.yes' : 'keys.no')}
        </Fact>
        <Fact name={t('keys.facts.firstDay')}>
          <DateText day={subject.startsOn} plain />
        </Fact>
        {subject.lastDay ? (
          <Fact name={t('keys.column.lastDay')} because={why('DATES')}>
            <DateText day={subject.lastDay} />
          </Fact>
        ) : null}
        {subject.renewalPrice ? (
          <Fact name={t('keys.column.price')} because={why('RENEWAL')}>
            <MoneyText money={subject.renewalPrice} />
          </Fact>
        ) : null}
        {subject.pendingDowngrade ? (
          <Fact name={t('keys.facts.pending')}>
            {`${editionName[subject.pendingDowngrade.edition]} ${subject.pendingDowngrade.size}`}
          </Fact>
        ) : null}
        {subject.replaces ? (
          <Fact name={t('keys.facts.replaces')}>
            <Link to="/keys/$id" params={{ id: subject.replaces.id }} search={{}}>
              {subject.replaces.number}
            </Link>
          </Fact>
        ) : null}
      </dl>
    </section>
  );
}

export function Activation({ subject }: { subject: KeyDetail }) {
  const t = useT();
  const { activation } = subject;
  return (
    <section className="card stack">
      <h2>{t('keys.activation')}</h2>
      {activation ? (
        <dl className={classes.facts}>
          <Fact name={t('keys.column.fqdn')}>{activation.fqdn ?? '–'}</Fact>
          <Fact name={t('keys.activation.fingerprint')}>
            <code>{activation.fingerprint}</code>
          </Fact>
          <Fact name={t('keys.column.version')}>{activation.pbxVersion ?? '–'}</Fact>
          {activation.endOfLife ? (
            <Fact name={t('keys.activation.endOfLife')}>
              <DateText day={activation.endOfLife} />
            </Fact>
          ) : null}
          <Fact name={t('keys.activation.since')}>
            <InstantText at={activation.activatedAt} />
          </Fact>
          <Fact name={t('keys.activation.seen')}>
            {activation.lastSeenAt ? <InstantText at={activation.lastSeenAt} /> : '–'}
          </Fact>
        </dl>
      ) : (
        <p className="muted">{t('keys.activation.none')}</p>
      )}
    </section>
  );
}

export function Usage({ subject, report }: { subject: KeyDetail; report: () => void }) {
  const t = useT();
  const { usage } = subject;
  const may = subject.actions.some(action => /^reportusage$/i.test(action.operation) && action.allowed);
  return (
    <section className="card stack">
      <div className={classes.head}>
        <h2>{t('keys.usage')}</h2>
        {may ? (
          <Button size="xs" variant="default" className="no-print" onClick={report}>
            {t('keys.do.report')}
          </Button>
        ) : null}
      </div>
      {usage ? (
        <dl className={classes.facts}>
          <Fact name={t('keys.usage.counted')}>
            <UsageBar counted={usage.counted} max={subject.maxExtensions} stale={usage.stale} />
          </Fact>
          <Fact name={t('keys.field.users')}>{usage.usersAndExtensions}</Fact>
          <Fact name={t('keys.field.mailboxes')}>{usage.systemMailboxes}</Fact>
          <Fact name={t('keys.field.recycled')}>{usage.recycled}</Fact>
          <Fact name={t('keys.usage.reported')}>
            <InstantText at={usage.reportedAt} /> · {usage.reportedBy}
          </Fact>
        </dl>
      ) : (
        <p className="muted">{t('keys.usage.never')}</p>
      )}
    </section>
  );
}
