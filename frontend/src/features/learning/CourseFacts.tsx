import { DateText, InstantText } from '@/components/ui/DateText';
import { Badge } from '@/components/ui/StatusBadge';
import type { Language } from '@/lib/i18n/languages';
import { languageNames } from '@/lib/i18n/languages';
import { useT } from '@/lib/i18n/useT';
import type { Course } from './documents';
import { courseKind, courseState } from './words';

/** A course in a few lines: what, when, in which language, and whether there is room. */
export function CourseFacts({ course, heading = true }: { course: Course; heading?: boolean }) {
  const t = useT();
  const [text, tone] = courseState[course.state];
  return (
    <>
      <div className="row">
        {heading ? <strong>{course.title}</strong> : null}
        <Badge tone={tone}>{t(text)}</Badge>
        <span className="muted">
          {t(courseKind[course.kind])} · {course.pathName} · {languageNames[course.language as Language]}
        </span>
      </div>
      <div className="row meta">
        <span>
          <InstantText at={course.startsAt} /> – <InstantText at={course.endsAt} />
        </span>
        <span>{t('learning.seats', { taken: course.taken, seats: course.seats })}</span>
        {course.state === 'OPEN' || course.state === 'FULL' ? (
          <span>
            {t('learning.openUntil')} <DateText day={course.openUntil} plain />
          </span>
        ) : null}
      </div>
      {course.cancelReason ? <p>{t('learning.cancelled.why', { reason: course.cancelReason })}</p> : null}
      {course.link && course.state !== 'CANCELLED' ? (
        <p>
          <a href={course.link} rel="noreferrer noopener" target="_blank">
            {t('learning.link')}
          </a>
        </p>
      ) : null}
    </>
  );
}
