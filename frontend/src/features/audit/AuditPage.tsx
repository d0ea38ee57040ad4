import { Button, NativeSelect, TextInput } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { FilterRow } from '@/components/ui/list/FilterRow';
import { ListActions } from '@/components/ui/list/ListPage';
import { Page } from '@/components/ui/Page';
import { ErrorState, FilteredEmpty, FirstUse } from '@/components/ui/Problems';
import { Skeleton } from '@/components/ui/Skeleton';
import { TotalText } from '@/components/ui/TotalText';
import { graphql } from '@/generated/gql';
import { usePages } from '@/lib/graphql/usePages';
import { useT } from '@/lib/i18n/useT';
import { fileOf } from '@/lib/session/tenantChoice';
import classes from './Audit.module.css';
import { AuditEntry } from './AuditEntry';
import type { AuditSearch } from './routes';
import { useActionWords } from './words';

const AuditDocument = graphql(`
  query Audit($first: Int!, $after: String, $filter: AuditFilter) {
    audit(first: $first, after: $after, filter: $filter) {
      nodes {
        id
        at
        actor
        actorRole
        action
        objectKind
        objectId
        object
        changes
        reason
        requestId
        address
      }
      pageInfo {
        endCursor
        hasNextPage
      }
      total {
        count
        atLeast
      }
    }
  }
`);

const route = getRouteApi('/audit');

export function AuditPage() {
  const t = useT();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { actor, action, object, from, to } = search;
  const filter = {
    actor: actor ?? null,
    action: action ?? null,
    objectId: object ?? null,
    from: from ?? null,
    to: to ?? null,
  };
  const variables = { first: 50, filter };
  const pages = usePages(AuditDocument, variables, data => data.audit);
  const go = (change: AuditSearch) => void navigate({ search: { ...search, ...change }, replace: true });
  const words = useActionWords();
  const active = [
    actor,
    action && words.of(action),
    object === undefined ? undefined : t('audit.object'),
    from,
    to,
  ].filter(part => part !== undefined);
  const clear = () => void navigate({ search: {}, replace: true });
  return (
    <Page
      title={t('audit.title')}
      aside={<TotalText total={pages.total} />}
      actions={
        <ListActions
          screen="audit"
          file={fileOf('audit', { actor, action, object, from, to })}
          asked={{ document: AuditDocument, variables }}
        />
      }
    >
      <FilterRow
        search={{ label: t('audit.actor'), value: actor, onSettle: text => go({ actor: text }) }}
        filters={active}
        clear={clear}
      >
        <NativeSelect
          size="xs"
          aria-label={t('audit.action')}
          title={t('audit.action')}
          value={action ?? ''}
          onChange={event => go({ action: event.currentTarget.value || undefined })}
          data={[{ value: '', label: t('audit.action.all') }, ...words.choices]}
        />
        <Day label={t('audit.from')} value={from} onChange={day => go({ from: day })} />
        <Day label={t('audit.to')} value={to} onChange={day => go({ to: day })} />
      </FilterRow>
      {pages.problem ? (
        <ErrorState object={t('audit.entries')} problem={pages.problem} retry={pages.retry} />
      ) : null}
      {pages.loading ? <Skeleton height={72} rows={8} /> : null}
      {!pages.loading && !pages.problem && pages.nodes.length === 0 ? (
        active.length > 0 ? (
          <FilteredEmpty filters={active} clear={clear} />
        ) : (
          <FirstUse title={t('audit.empty')}>{t('audit.empty.text')}</FirstUse>
        )
      ) : null}
      <ol className={classes.entries}>
        {pages.nodes.map(entry => (
          <AuditEntry key={entry.id} entry={entry} words={words} />
        ))}
      </ol>
      {pages.hasMore ? (
        <Button variant="default" onClick={pages.loadMore} loading={pages.loadingMore}>
          {t('ui.table.more')}
        </Button>
      ) : null}
    </Page>
  );
}

interface DayProps {
  label: string;
  value: string | undefined;
  onChange: (day: string | undefined) => void;
}

function Day({ label, value, onChange }: DayProps) {
  return (
    <TextInput
      type="date"
      size="xs"
      label={label}
      classNames={{ root: classes.day ?? '' }}
      value={value ?? ''}
      onChange={event => onChange(event.currentTarget.value || undefined)}
    />
  );
}
