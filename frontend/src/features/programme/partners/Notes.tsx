import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import type { RefusedBy } from '@/components/sales/Refused';
import { Refused } from '@/components/sales/Refused';
import { ErrorState } from '@/components/ui/Problems';
import { Skeleton } from '@/components/ui/Skeleton';
import { attemptKeys } from '@/lib/forms';
import { toProblem } from '@/lib/graphql/problem';
import { usePages } from '@/lib/graphql/usePages';
import { useT } from '@/lib/i18n/useT';
import { useMay, useMe } from '@/lib/me';
import { useFormat } from '@/lib/useFormat';
import { AddPartnerNoteDocument, PartnerNotesDocument } from './documents';
import classes from './Partners.module.css';

/** What operators remember about the partner, newest first; the partner never sees it. */
export function Notes({ partner }: { partner: string }) {
  const t = useT();
  const format = useFormat();
  const { tenant } = useMe();
  const mayAdd = useMay('AddPartnerNote');
  const pages = usePages(PartnerNotesDocument, { partnerId: partner, first: 20 }, data => data.partnerNotes);
  return (
    <section className="card stack" aria-labelledby="notes">
      <h2 id="notes">{t('partners.notes')}</h2>
      <p className="muted">{t('partners.notes.text')}</p>
      {mayAdd ? <NewNote partner={partner} /> : null}
      {pages.problem ? (
        <ErrorState object={t('partners.object.notes')} problem={pages.problem} retry={pages.retry} />
      ) : null}
      {pages.loading ? <Skeleton height={36} rows={2} /> : null}
      <ul>
        {pages.nodes.map(note => (
          <li key={note.id} className={classes.note}>
            <p>{note.text}</p>
            <p className="meta">
              {note.actor} · {format.instant(note.at, tenant.timeZone)}
            </p>
          </li>
        ))}
      </ul>
      {pages.hasMore ? (
        <div>
          <Button size="xs" variant="default" onClick={pages.loadMore} loading={pages.loadingMore}>
            {t('ui.table.more')}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

function NewNote({ partner }: { partner: string }) {
  const t = useT();
  const [{ fetching }, add] = useMutation(AddPartnerNoteDocument);
  const [keyFor] = useState(attemptKeys);
  const [text, setText] = useState('');
  const [refused, setRefused] = useState<RefusedBy>();
  const keep = async () => {
    const input = { id: partner, text };
    const { data, error } = await add({ input: { ...input, idempotencyKey: keyFor(input) } });
    const first = error ? toProblem(error) : data?.addPartnerNote.errors[0];
    setRefused(first);
    if (!first) setText('');
  };
  return (
    <form
      className="stack"
      onSubmit={event => {
        event.preventDefault();
        if (text.trim() !== '') void keep();
      }}
    >
      <Textarea
        size="xs"
        rows={2}
        maxLength={2000}
        label={t('partners.note.new')}
        value={text}
        onChange={event => setText(event.currentTarget.value.replaceAll('\n', ' '))}
      />
      {refused ? <Refused by={refused} /> : null}
      <div>
        <Button size="xs" type="submit" variant="default" loading={fetching} disabled={text.trim() === ''}>
          {t('partners.note.add')}
        </Button>
      </div>
    </form>
  );
}
