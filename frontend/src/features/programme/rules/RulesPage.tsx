import { Button } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { CopyLink } from '@/components/ui/CopyButton';
import { Loaded } from '@/components/ui/Loaded';
import { More } from '@/components/ui/More';
import { Page } from '@/components/ui/Page';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import { useFormat } from '@/lib/useFormat';
import { AnnouncedVersion } from './AnnouncedVersion';
import type { RuleBook } from './documents';
import { LevelRulesDocument } from './documents';
import { DraftEditor } from './DraftEditor';
import { VersionView } from './VersionView';

/** What each level asks for and gives: in force, announced, before; and for operators the draft of what is to come. */
export function RulesPage() {
  const t = useT();
  const [result, again] = useQuery({ query: LevelRulesDocument });
  const reread = () => again({ requestPolicy: 'network-only' });
  return (
    <Page
      title={t('rules.title')}
      actions={
        <More>
          <CopyAsGraphQL document={LevelRulesDocument} variables={{}} />
          <CopyLink />
        </More>
      }
    >
      <p className="muted measure">{t('rules.text')}</p>
      <Loaded result={result} retry={reread} object={t('rules.object')} height={320} rows={2}>
        {({ levelRules }) => <Book book={levelRules} reread={reread} />}
      </Loaded>
    </Page>
  );
}

function Book({ book, reread }: { book: RuleBook; reread: () => void }) {
  const t = useT();
  const format = useFormat();
  const may = useMay('SaveLevelRules');
  const [begun, setBegun] = useState(false);
  const inForce = book.versions.find(version => version.state === 'IN_FORCE');
  const announced = book.versions.filter(version => version.state === 'ANNOUNCED');
  const others = book.versions.filter(version => version.state === 'PAST' || version.state === 'WITHDRAWN');
  const ended = () => {
    setBegun(false);
    reread();
  };
  return (
    <>
      {inForce ? (
        <VersionView version={inForce} heading={t('rules.inForce')} />
      ) : (
        <p role="status">{t('rules.none')}</p>
      )}
      {announced.map(version => (
        <AnnouncedVersion key={version.version} version={version} reread={reread} />
      ))}
      {may && (begun || book.draft) ? <DraftEditor book={book} reread={reread} ended={ended} /> : null}
      {may && !begun && !book.draft ? (
        <div>
          <Button size="xs" onClick={() => setBegun(true)}>
            {t('rules.begin')}
          </Button>
        </div>
      ) : null}
      {others.map(version => (
        <details key={version.version}>
          <summary>
            {t('rules.version', { version: version.version, day: format.day(version.effectiveFrom) })}
          </summary>
          <VersionView version={version} heading={version.version} />
        </details>
      ))}
    </>
  );
}
