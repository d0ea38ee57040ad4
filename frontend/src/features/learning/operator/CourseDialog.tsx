import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { FormDialog } from '@/components/sales/forms/FormDialog';
import type { RefusedBy } from '@/components/sales/Refused';
import { toast } from '@/components/ui/toasts';
import { attemptKeys } from '@/lib/forms';
import { toProblem } from '@/lib/graphql/problem';
import { useLanguage } from '@/lib/i18n/LanguageProvider';
import { languageNames, languages } from '@/lib/i18n/languages';
import { useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import type { WholeCourse } from '../documents';
import { CertificationPathsDocument, ChangeCourseDocument, CreateCourseDocument } from '../documents';
import { courseKind } from '../words';
import { byField } from './byField';

interface CourseDialogProps {
  /** Absent: a new one. */
  course?: WholeCourse;
  close: () => void;
  again: () => void;
}

/** A course as it is announced or changed; times are by the clocks of the programme. */
export default function CourseDialog({ course, close, again }: CourseDialogProps) {
  const t = useT();
  const { language } = useLanguage();
  const { tenant } = useMe();
  const [keyFor] = useState(attemptKeys);
  const [paths] = useQuery({ query: CertificationPathsDocument });
  const [form, setForm] = useState({
    kind: course?.kind ?? 'WEBINAR',
    path: course?.path ?? '',
    title: course?.title ?? '',
    language: course?.language ?? (language as string),
    starts: course?.starts ?? '',
    ends: course?.ends ?? '',
    openUntil: course?.openUntil ?? '',
    seats: String(course?.seats ?? 20),
    link: course?.link ?? '',
  });
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const [refused, setRefused] = useState<RefusedBy>();
  const [creating, create] = useMutation(CreateCourseDocument);
  const [changing, change] = useMutation(ChangeCourseDocument);
  const known = paths.data?.certificationPaths ?? [];
  const set = (name: keyof typeof form) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setForm(old => ({ ...old, [name]: value }));
    setWrong(old => ({ ...old, [name]: '' }));
  };
  const text = (name: keyof typeof form) => ({ value: form[name], error: wrong[name], onChange: set(name) });
  const send = async () => {
    const wish = {
      ...form,
      path: form.path || (known[0]?.code ?? ''),
      title: form.title.trim(),
      openUntil: form.openUntil || null,
      seats: Math.trunc(Number(form.seats)) || 0,
      link: form.link.trim() || null,
    };
    const idempotencyKey = keyFor(wish);
    const { error, errors } = course
      ? await change({
          input: { id: course.id, expectedVersion: course.version, course: wish, idempotencyKey },
        }).then(({ error, data }) => ({ error, errors: data?.changeCourse.errors ?? [] }))
      : await create({ input: { ...wish, idempotencyKey } }).then(({ error, data }) => ({
          error,
          errors: data?.createCourse.errors ?? [],
        }));
    const all = error ? [toProblem(error)] : errors;
    const { fields, rest } = byField(all);
    setWrong(fields);
    setRefused(rest);
    if (all.length > 0) return;
    toast(t(course ? 'learning.course.changed' : 'learning.course.created', { title: wish.title }));
    again();
    close();
  };
  return (
    <FormDialog
      title={course ? t('learning.course.change.of', { title: course.title }) : t('learning.create')}
      refused={refused}
      verb={t(course ? 'learning.course.change' : 'learning.course.announce')}
      busy={creating.fetching || changing.fetching}
      submit={() => {
        void send();
      }}
      close={close}
    >
      <TextInput {...text('title')} label={t('learning.field.title')} required maxLength={150} />
      <NativeSelect
        label={t('learning.field.kind')}
        value={form.kind}
        onChange={set('kind')}
        data={(['WEBINAR', 'COURSE'] as const).map(value => ({ value, label: t(courseKind[value]) }))}
      />
      <NativeSelect
        label={t('learning.field.path')}
        value={form.path}
        error={wrong.path}
        onChange={set('path')}
        data={known.map(one => ({ value: one.code, label: one.name }))}
      />
      <NativeSelect
        label={t('learning.field.language')}
        value={form.language}
        onChange={set('language')}
        data={languages.map(value => ({ value, label: languageNames[value] }))}
      />
      <TextInput
        {...text('starts')}
        label={t('learning.field.starts')}
        description={t('learning.field.zone', { zone: tenant.timeZone })}
        type="datetime-local"
        required
      />
      <TextInput {...text('ends')} label={t('learning.field.ends')} type="datetime-local" required />
      <TextInput
        {...text('openUntil')}
        label={t('learning.field.openUntil')}
        description={t('learning.field.openUntil.what')}
        type="date"
      />
      <TextInput
        {...text('seats')}
        label={t('learning.field.seats')}
        inputMode="numeric"
        required
        maxLength={5}
      />
      <TextInput
        {...text('link')}
        label={t('learning.field.link')}
        description={t('learning.field.link.what')}
        type="url"
        maxLength={500}
      />
    </FormDialog>
  );
}
