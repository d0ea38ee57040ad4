import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { CopyIcon } from '@/components/ui/CopyButton';
import { InstantText } from '@/components/ui/DateText';
import type { AuditQuery } from '@/generated/gql/graphql';
import { useT } from '@/lib/i18n/useT';
import { roleWord } from '@/lib/words';
import classes from './Audit.module.css';
import { Changed } from './Changed';
import { fieldChanges } from './changes';
import type { ActionWords } from './words';
import { inOrder } from './words';

type Entry = AuditQuery['audit']['nodes'][number];

/** Who did what to which thing, what changed, why, and what support finds it by. */
export function AuditEntry({ entry, words }: { entry: Entry; words: ActionWords }) {
  const t = useT();
  const changes = inOrder(fieldChanges(entry.changes));
  return (
    <li className={`card ${classes.entry ?? ''}`}>
      <div className={classes.head}>
        <span>
          <strong>{words.of(entry.action)}</strong> · <ObjectLink entry={entry} />
        </span>
        <InstantText at={entry.at} />
      </div>
      <p className="muted">
        {entry.actor}
        {entry.actorRole ? ` · ${t(roleWord[entry.actorRole])}` : ''}
        {entry.address ? ` · ${entry.address}` : ''}
      </p>
      {entry.reason ? <p>{t('audit.reason', { reason: entry.reason })}</p> : null}
      {changes.length > 0 ? <Changed changes={changes} /> : null}
      <p className="meta">
        {t('audit.request', { operation: entry.action, id: entry.requestId })}{' '}
        <CopyIcon text={entry.requestId} label={t('audit.request.copy')} />
      </p>
    </li>
  );
}

function ObjectLink({ entry: { objectId: id, object } }: { entry: Entry }): ReactNode {
  if (id.startsWith('key_')) {
    return (
      <Link to="/keys/$id" params={{ id }} search={{}}>
        {object}
      </Link>
    );
  }
  if (id.startsWith('customer_')) {
    return (
      <Link to="/customers/$id" params={{ id }}>
        {object}
      </Link>
    );
  }
  return object;
}
