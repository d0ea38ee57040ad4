import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { AwaitedPage } from '@/components/ui/AwaitedPage';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { CopyLink } from '@/components/ui/CopyButton';
import { More } from '@/components/ui/More';
import { Page } from '@/components/ui/Page';
import { useCourseChanges } from '@/lib/changes';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import { useRested } from '@/lib/useRested';
import { CourseFacts } from '../CourseFacts';
import type { WholeCourse } from '../documents';
import { CancelCourseDocument, CourseDocument } from '../documents';
import { ReasonDialog } from '../ReasonDialog';
import { isBefore } from '../words';
import { Results } from './Results';

const CourseDialog = lazy(() => import('./CourseDialog'));
const route = getRouteApi('/courses/$id');

/** One course: who is enrolled, what came of it, and changing or cancelling it before it begins. */
export function CoursePage() {
  const t = useT();
  const { id } = route.useParams();
  const [result, again] = useQuery({ query: CourseDocument, variables: { id } });
  const reread = () => again({ requestPolicy: 'network-only' });
  const fresh = useRested(reread);
  useCourseChanges(change => {
    if (change.id === id) fresh();
  });
  const course = result.data?.course;
  if (course) return <Subject key={course.id} course={course} reread={reread} />;
  return (
    <AwaitedPage
      title={t('learning.operator.title')}
      object={t('learning.course.object')}
      unknown={t('learning.course.unknown')}
      result={result}
      missing={result.data?.course === null}
      retry={reread}
    />
  );
}

function Subject({ course, reread }: { course: WholeCourse; reread: () => void }) {
  const t = useT();
  const may = useMay('ChangeCourse');
  const [doing, setDoing] = useState<'change' | 'cancel'>();
  const [, cancel] = useMutation(CancelCourseDocument);
  const before = isBefore(course.state);
  const { title } = course;
  return (
    <Page
      title={title}
      actions={
        <>
          {may && before ? (
            <>
              <Button size="xs" variant="default" onClick={() => setDoing('change')}>
                {t('learning.course.change')}
              </Button>
              <Button size="xs" variant="default" onClick={() => setDoing('cancel')}>
                {t('learning.course.cancel')}
              </Button>
            </>
          ) : null}
          <More>
            <CopyAsGraphQL document={CourseDocument} variables={{ id: course.id }} />
            <CopyLink />
          </More>
        </>
      }
    >
      <section className="card stack" aria-label={t('learning.course.object')}>
        <CourseFacts course={course} heading={false} />
      </section>
      <Results course={course} reread={reread} />
      {doing === 'change' ? (
        <Suspense>
          <CourseDialog course={course} close={() => setDoing(undefined)} again={reread} />
        </Suspense>
      ) : null}
      {doing === 'cancel' ? (
        <ReasonDialog
          title={t('learning.course.cancel.of', { title })}
          what={t('learning.course.cancel.what', { people: course.taken })}
          verb={t('learning.course.cancel')}
          done={t('learning.course.cancelled', { title })}
          send={(reason, idempotencyKey) =>
            cancel({ input: { id: course.id, reason, idempotencyKey } }).then(({ error, data }) => ({
              error,
              errors: data?.cancelCourse.errors ?? [],
            }))
          }
          close={() => setDoing(undefined)}
          again={reread}
        />
      ) : null}
    </Page>
  );
}
