import { Button, Textarea, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useMutation } from 'urql';
import type { RefusedBy } from '@/components/sales/Refused';
import { Refused } from '@/components/sales/Refused';
import { toast } from '@/components/ui/toasts';
import { attemptKeys } from '@/lib/forms';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import { useFormat } from '@/lib/useFormat';
import { Changes } from './Changes';
import type { RuleBook } from './documents';
import { DiscardLevelRulesDocument, SaveLevelRulesDocument } from './documents';
import type { TypedDraft, TypedLevel } from './draft';
import { firstDraft, newLevel, readDraft, typedDraft } from './draft';
import { LevelFields } from './LevelFields';

const PublishDialog = lazy(() => import('./PublishDialog'));

interface DraftEditorProps {
  book: RuleBook;
  reread: () => void;
  /** There is no draft any more: published or discarded. */
  ended: () => void;
}

/** The draft as it is typed; kept when one saves it, whatever is still wrong with it, and compared with what it follows. */
export function DraftEditor({ book, reread, ended }: DraftEditorProps) {
  const t = useT();
  const format = useFormat();
  const { tenant } = useMe();
  const { draft } = book;
  const [, save] = useMutation(SaveLevelRulesDocument);
  const [, discard] = useMutation(DiscardLevelRulesDocument);
  const [keyFor] = useState(attemptKeys);
  const [typed, setTyped] = useState<TypedDraft>(() => (draft ? typedDraft(draft) : firstDraft(book)));
  const [version, setVersion] = useState(book.draftVersion);
  const [dirty, setDirty] = useState(false);
  const [refused, setRefused] = useState<RefusedBy>();
  const [wrong, setWrong] = useState<ReadonlyMap<string, string>>(new Map());
  const [publishing, setPublishing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [rereading, setRereading] = useState(false);
  if (rereading && book.draftVersion !== version) {
    setRereading(false);
    setTyped(draft ? typedDraft(draft) : firstDraft(book));
    setVersion(book.draftVersion);
    setDirty(false);
    setRefused(undefined);
  }

  const change = (next: TypedDraft) => {
    setTyped(next);
    setDirty(true);
  };
  const setLevel = (n: number, level: TypedLevel) =>
    change({ ...typed, levels: typed.levels.map((other, at) => (at === n ? level : other)) });
  const problems = new Map((dirty ? [] : (draft?.problems ?? [])).map(one => [one.field, one.message]));
  const problem = (field: string) => wrong.get(field) ?? problems.get(field);

  const keep = async () => {
    const read = readDraft(typed);
    setWrong(new Map([...read.wrong.keys()].map(field => [field, t('rules.wrong.number')])));
    if (read.wrong.size > 0) return;
    setBusy(true);
    const input = {
      expectedVersion: version,
      effectiveFrom: typed.effectiveFrom,
      note: typed.note.trim() || null,
      rows: read.rows,
    };
    const { data, error } = await save({ input: { ...input, idempotencyKey: keyFor(input) } });
    setBusy(false);
    const answer = data?.saveLevelRules;
    const first = error ? toProblem(error) : answer?.errors[0];
    setRefused(first);
    setWrong(new Map(answer?.errors.flatMap(one => (one.field ? [[one.field, one.message]] : []))));
    if (first || !answer?.rules) return;
    setVersion(answer.rules.draftVersion);
    setDirty(false);
    toast(t('rules.saved'));
  };
  const drop = async () => {
    setBusy(true);
    const { data, error } = await discard({ input: { expectedVersion: version } });
    setBusy(false);
    const first = error ? toProblem(error) : data?.discardLevelRules.errors[0];
    setRefused(first);
    if (!first) ended();
  };
  const conflict = refused?.code === 'VERSION_CONFLICT';
  return (
    <section className="card stack" aria-labelledby="draft">
      <h2 id="draft">{t('rules.draft')}</h2>
      {draft ? (
        <p className="meta">
          {t('rules.draft.by', {
            by: draft.updatedBy,
            at: format.instant(draft.updatedAt, tenant.timeZone),
          })}
        </p>
      ) : (
        <p className="muted">{t('rules.draft.first')}</p>
      )}
      <form
        className="stack"
        noValidate
        onSubmit={event => {
          event.preventDefault();
          void keep();
        }}
      >
        <TextInput
          size="xs"
          type="date"
          label={t('rules.effectiveFrom')}
          min={book.today}
          value={typed.effectiveFrom}
          error={problem('effectiveFrom')}
          onChange={event => change({ ...typed, effectiveFrom: event.currentTarget.value })}
        />
        <Textarea
          size="xs"
          rows={2}
          maxLength={500}
          label={t('rules.note')}
          value={typed.note}
          error={problem('note')}
          onChange={event => change({ ...typed, note: event.currentTarget.value })}
        />
        {typed.levels.map((level, n) => (
          <LevelFields
            key={level.key}
            level={level}
            n={n}
            problem={problem}
            change={next => setLevel(n, next)}
            remove={() => change({ ...typed, levels: typed.levels.filter((_, at) => at !== n) })}
            raise={n === 0 ? undefined : () => change({ ...typed, levels: swapped(typed.levels, n) })}
          />
        ))}
        {problem('rows') ? <p role="alert">{problem('rows')}</p> : null}
        {refused ? (
          <Refused by={refused}>
            {conflict ? (
              <Button
                size="xs"
                variant="default"
                onClick={() => {
                  setRereading(true);
                  reread();
                }}
              >
                {t('rules.draft.reread')}
              </Button>
            ) : null}
          </Refused>
        ) : null}
        <div className="row">
          <Button
            size="xs"
            variant="default"
            onClick={() => change({ ...typed, levels: [...typed.levels, newLevel()] })}
          >
            {t('rules.level.add')}
          </Button>
          <Button size="xs" type="submit" loading={busy}>
            {t('rules.save')}
          </Button>
          {draft ? (
            <>
              <Button
                size="xs"
                disabled={dirty || busy || draft.problems.length > 0}
                onClick={() => setPublishing(true)}
              >
                {t('rules.publish')}
              </Button>
              <Button size="xs" variant="default" disabled={busy} onClick={() => void drop()}>
                {t('rules.discard')}
              </Button>
            </>
          ) : null}
        </div>
        <p className="meta" role="status">
          {dirty || !draft
            ? t('rules.draft.unsaved')
            : draft.problems.length > 0
              ? t('rules.draft.problems', { count: draft.problems.length })
              : t('rules.draft.ready')}
        </p>
      </form>
      {draft && !dirty ? (
        <>
          <h3>{t('rules.compare')}</h3>
          <Changes changes={draft.changes} of={t('rules.draft')} />
          <p>
            <Link to="/programme-rules/back-test">{t('rules.tryDraft')}</Link>
          </p>
        </>
      ) : null}
      {publishing && draft ? (
        <Suspense>
          <PublishDialog draft={draft} version={version} close={() => setPublishing(false)} done={ended} />
        </Suspense>
      ) : null}
    </section>
  );
}

function swapped(levels: readonly TypedLevel[], n: number): TypedLevel[] {
  const moved = [...levels];
  const [level] = moved.splice(n, 1);
  if (level) moved.splice(n - 1, 0, level);
  return moved;
}
