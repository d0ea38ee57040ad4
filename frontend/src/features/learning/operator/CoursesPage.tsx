import { Button, SegmentedControl } from '@mantine/core';
import '@mantine/core/styles/FloatingIndicator.css';
import '@mantine/core/styles/SegmentedControl.css';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useQuery } from 'urql';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { CopyLink } from '@/components/ui/CopyButton';
import { LinkButton } from '@/components/ui/links';
import { Loaded } from '@/components/ui/Loaded';
import { More } from '@/components/ui/More';
import { Page } from '@/components/ui/Page';
import { ErrorState, FirstUse } from '@/components/ui/Problems';
import { Skeleton } from '@/components/ui/Skeleton';
import { useCourseChanges } from '@/lib/changes';
import { usePages } from '@/lib/graphql/usePages';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import { useRested } from '@/lib/useRested';
import { CourseFacts } from '../CourseFacts';
import type { CertificationPath } from '../documents';
import { CertificationPathsDocument, CoursesDocument } from '../documents';
import classes from '../Learning.module.css';

const CourseDialog = lazy(() => import('./CourseDialog'));
const PathDialog = lazy(() => import('./PathDialog'));
const route = getRouteApi('/courses');

/** Courses and webinars of the programme, and the certification paths they lead to. */
export function CoursesPage() {
  const t = useT();
  const { past } = route.useSearch();
  const navigate = route.useNavigate();
  const may = useMay('CreateCourse');
  const mayImport = useMay('StartImport');
  const [creating, setCreating] = useState(false);
  const variables = { first: 25, time: past ? ('PAST' as const) : ('COMING' as const) };
  const pages = usePages(CoursesDocument, variables, data => data.courses);
  useCourseChanges(useRested(pages.retry));
  const empty = !pages.loading && !pages.problem && pages.nodes.length === 0;
  return (
    <Page
      title={t('learning.operator.title')}
      actions={
        <>
          {may ? (
            <Button size="xs" onClick={() => setCreating(true)}>
              {t('learning.create')}
            </Button>
          ) : null}
          <More>
            {mayImport ? (
              <LinkButton to="/imports" size="xs" variant="default">
                {t('learning.import')}
              </LinkButton>
            ) : null}
            <CopyAsGraphQL document={CoursesDocument} variables={variables} />
            <CopyLink />
          </More>
        </>
      }
    >
      <p className="muted measure">{t('learning.operator.text')}</p>
      <section className="card stack" aria-labelledby="courses">
        <h2 id="courses">{t('learning.courses.all')}</h2>
        <SegmentedControl
          aria-label={t('learning.time')}
          value={past ? 'past' : 'coming'}
          onChange={value => void navigate({ search: value === 'past' ? { past: true } : {}, replace: true })}
          data={[
            { value: 'coming', label: t('learning.time.coming') },
            { value: 'past', label: t('learning.time.past') },
          ]}
        />
        {pages.problem ? (
          <ErrorState object={t('learning.courses.object')} problem={pages.problem} retry={pages.retry} />
        ) : null}
        {pages.loading ? <Skeleton height={96} rows={2} /> : null}
        {empty ? (
          <FirstUse title={t(past ? 'learning.courses.past.none' : 'learning.courses.none')}>
            {t('learning.courses.first')}
          </FirstUse>
        ) : null}
        {pages.nodes.length > 0 ? (
          <ul aria-label={t('learning.courses.all')}>
            {pages.nodes.map(course => (
              <li key={course.id} className={`${classes.card ?? ''} stack`}>
                <Link to="/courses/$id" params={{ id: course.id }}>
                  {course.title}
                </Link>
                <CourseFacts course={course} heading={false} />
              </li>
            ))}
          </ul>
        ) : null}
        {pages.hasMore ? (
          <Button variant="default" onClick={pages.loadMore} loading={pages.loadingMore}>
            {t('ui.table.more')}
          </Button>
        ) : null}
      </section>
      <Paths />
      {creating ? (
        <Suspense>
          <CourseDialog close={() => setCreating(false)} again={pages.retry} />
        </Suspense>
      ) : null}
    </Page>
  );
}

function Paths() {
  const t = useT();
  const may = useMay('SaveCertificationPath');
  const [editing, setEditing] = useState<CertificationPath | 'new'>();
  const [result, again] = useQuery({ query: CertificationPathsDocument });
  const reread = () => again({ requestPolicy: 'network-only' });
  return (
    <section className="card stack" aria-labelledby="paths">
      <h2 id="paths">{t('learning.paths')}</h2>
      <Loaded result={result} retry={reread} object={t('learning.paths')} height={96}>
        {({ certificationPaths }) => (
          <ul>
            {certificationPaths.map(path => (
              <li key={path.code} className={`${classes.card ?? ''} row`}>
                <strong>{path.name}</strong>
                <span className="muted">{path.code}</span>
                <span className="meta">
                  {path.validityMonths
                    ? t('learning.months', { months: path.validityMonths })
                    : t('learning.endless')}
                </span>
                {path.described ? null : <span className="meta">{t('learning.path.named')}</span>}
                {may ? (
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={() => setEditing(path)}
                    aria-label={t('learning.path.edit.of', { name: path.name })}
                  >
                    {t('learning.path.edit')}
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {may ? (
        <div>
          <Button size="xs" variant="default" onClick={() => setEditing('new')}>
            {t('learning.path.new')}
          </Button>
        </div>
      ) : null}
      {editing ? (
        <Suspense>
          <PathDialog
            path={editing === 'new' ? undefined : editing}
            close={() => setEditing(undefined)}
            again={reread}
          />
        </Suspense>
      ) : null}
    </section>
  );
}
