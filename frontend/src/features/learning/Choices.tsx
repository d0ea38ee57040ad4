import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import type { RefusedBy } from '@/components/sales/Refused';
import { Refused } from '@/components/sales/Refused';
import { ErrorState, FilteredEmpty, FirstUse } from '@/components/ui/Problems';
import { Skeleton } from '@/components/ui/Skeleton';
import { toast } from '@/components/ui/toasts';
import { useCourseChanges } from '@/lib/changes';
import { toProblem } from '@/lib/graphql/problem';
import { usePages } from '@/lib/graphql/usePages';
import { useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import { useRested } from '@/lib/useRested';
import { CourseFacts } from './CourseFacts';
import type { Certifications, Course } from './documents';
import { CoursesDocument, EnrolPersonDocument, WithdrawPersonDocument } from './documents';
import classes from './Learning.module.css';
import { isBefore } from './words';

interface ChoicesProps {
  of: Certifications;
  path: string | undefined;
  show: (path: string | undefined) => void;
  again: () => void;
}

/** Courses that are to come, and a seat in them: for oneself; owners also for their people. */
export function Choices({ of, path, show, again }: ChoicesProps) {
  const t = useT();
  const pages = usePages(CoursesDocument, { first: 25, path }, data => data.courses);
  useCourseChanges(useRested(pages.retry));
  const name = of.paths.find(one => one.code === path)?.name ?? path;
  const empty = !pages.loading && !pages.problem && pages.nodes.length === 0;
  return (
    <section className="card stack" aria-labelledby="courses">
      <h2 id="courses">{t('learning.courses')}</h2>
      <NativeSelect
        label={t('learning.path')}
        value={path ?? ''}
        onChange={event => show(event.currentTarget.value || undefined)}
        data={[
          { value: '', label: t('learning.path.all') },
          ...of.paths.map(one => ({ value: one.code, label: one.name })),
        ]}
      />
      {pages.problem ? (
        <ErrorState object={t('learning.courses.object')} problem={pages.problem} retry={pages.retry} />
      ) : null}
      {pages.loading ? <Skeleton height={96} rows={2} /> : null}
      {empty && path ? <FilteredEmpty filters={[name ?? path]} clear={() => show(undefined)} /> : null}
      {empty && !path ? (
        <FirstUse title={t('learning.courses.none')}>{t('learning.courses.none.text')}</FirstUse>
      ) : null}
      {pages.nodes.length > 0 ? (
        <ul aria-label={t('learning.courses')}>
          {pages.nodes.map(course => (
            <Choice key={course.id} course={course} of={of} again={again} />
          ))}
        </ul>
      ) : null}
      {pages.hasMore ? (
        <Button variant="default" onClick={pages.loadMore} loading={pages.loadingMore}>
          {t('ui.table.more')}
        </Button>
      ) : null}
    </section>
  );
}

function Choice({ course, of, again }: { course: Course; of: Certifications; again: () => void }) {
  const t = useT();
  const { role, viewing } = useMe();
  const [refused, setRefused] = useState<RefusedBy>();
  const [chosen, setChosen] = useState('');
  const [enrolling, enrol] = useMutation(EnrolPersonDocument);
  const [withdrawing, withdraw] = useMutation(WithdrawPersonDocument);
  const all = role === 'OWNER' || role === 'OPERATOR';
  const open = of.people.filter(
    one => !one.disabled && (all || one.you) && !course.enrolments.some(taken => taken.personId === one.id),
  );
  const taken = of.people.filter(one => course.enrolments.some(seat => seat.personId === one.id));
  const person = open.find(one => one.id === chosen) ?? open.find(one => one.you) ?? open[0];
  const before = isBefore(course.state);
  const change = async (personId: string, name: string, on: boolean, undoable = true) => {
    const input = { id: course.id, personId };
    const { error, errors } = on
      ? await enrol({ input }).then(({ error, data }) => ({ error, errors: data?.enrolPerson.errors ?? [] }))
      : await withdraw({ input }).then(({ error, data }) => ({
          error,
          errors: data?.withdrawPerson.errors ?? [],
        }));
    const first = error ? toProblem(error) : errors[0];
    setRefused(first);
    if (first) return;
    toast(
      t(on ? 'learning.enrolled' : 'learning.withdrawn', { name, title: course.title }),
      undoable ? () => void change(personId, name, !on, false) : undefined,
    );
    again();
  };
  return (
    <li className={`${classes.card ?? ''} stack`}>
      <CourseFacts course={course} />
      {taken.map(one => (
        <div key={one.id} className="row">
          <span>{t('learning.has', { name: one.name })}</span>
          {before && (all || one.you) && !viewing ? (
            <Button
              size="compact-sm"
              variant="default"
              loading={withdrawing.fetching}
              onClick={() => void change(one.id, one.name, false)}
              aria-label={t('learning.withdraw.of', { name: one.name, title: course.title })}
            >
              {t('learning.withdraw')}
            </Button>
          ) : null}
        </div>
      ))}
      {course.state === 'OPEN' && person && !viewing ? (
        <div className="row no-print">
          {all ? (
            <NativeSelect
              aria-label={t('learning.enrol.who', { title: course.title })}
              size="xs"
              value={person.id}
              onChange={event => setChosen(event.currentTarget.value)}
              data={open.map(one => ({ value: one.id, label: one.name }))}
            />
          ) : null}
          <Button
            size="compact-sm"
            variant="light"
            loading={enrolling.fetching}
            onClick={() => void change(person.id, person.name, true)}
            aria-label={
              person.you
                ? t('learning.enrol.me.of', { title: course.title })
                : t('learning.enrol.of', { name: person.name, title: course.title })
            }
          >
            {person.you ? t('learning.enrol.me') : t('learning.enrol', { name: person.name })}
          </Button>
        </div>
      ) : null}
      {refused ? <Refused by={refused} /> : null}
    </li>
  );
}
