import { Button } from '@mantine/core';
import type { RefusedBy } from '@/components/sales/Refused';
import { Refused } from '@/components/sales/Refused';
import classes from '@/components/sales/sales.module.css';
import { WordBadge } from '@/components/sales/WordBadge';
import { quoteWord } from '@/components/sales/words';
import { MoneyText } from '@/components/ui/MoneyText';
import { useT } from '@/lib/i18n/useT';
import type { QuoteDetail } from '../documents';

interface ConflictProps {
  by: RefusedBy;
  /** As the reader saw it when they began, and as it is now. */
  before: QuoteDetail;
  now: QuoteDetail;
  goOn: () => void;
}

/** A refusal; where somebody else was faster, with both versions side by side. */
export function Conflict({ by, before, now, goOn }: ConflictProps) {
  const t = useT();
  if (by.code !== 'VERSION_CONFLICT') return <Refused by={by} />;
  return (
    <Refused by={{ ...by, message: t('quotes.conflict') }}>
      <dl className={classes.versions}>
        <Version text={t('quotes.conflict.before')} subject={before} />
        <Version text={t('quotes.conflict.now')} subject={now} />
      </dl>
      <Button size="xs" variant="default" onClick={goOn} disabled={before.rowVersion === now.rowVersion}>
        {t('quotes.conflict.goOn')}
      </Button>
    </Refused>
  );
}

function Version({ text, subject }: { text: string; subject: QuoteDetail }) {
  const t = useT();
  return (
    <div>
      <dt>{text}</dt>
      <dd className="row">
        {t('sales.version', { version: subject.version })}
        <WordBadge word={quoteWord[subject.state]} />
        <MoneyText money={subject.gross} />
      </dd>
    </div>
  );
}
