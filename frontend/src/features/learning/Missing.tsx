import { Button } from '@mantine/core';
import { Badge } from '@/components/ui/StatusBadge';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import type { Certifications } from './documents';

/** What the next level asks for of people, and the way there. */
export function Missing({ of, show }: { of: Certifications; show: (path: string) => void }) {
  const t = useT();
  const format = useFormat();
  const { next } = of;
  if (!next) return null;
  return (
    <section className="card stack" aria-labelledby="next-level">
      <h2 id="next-level">{t('learning.next', { level: next.name })}</h2>
      <ul className="stack">
        {next.people.map(one => (
          <li key={one.path} className="row">
            <Badge tone={one.missing === 0 ? 'ok' : 'soon'}>
              {t('learning.next.people', {
                actual: one.actual,
                required: one.required,
                path: one.pathName,
              })}
            </Badge>
            {one.missing > 0 ? (
              <Button size="compact-sm" variant="default" onClick={() => show(one.path)}>
                {t('learning.next.courses', { path: one.pathName })}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {next.pointsMissing > 0 ? (
        <p className="muted">{t('learning.next.points', { points: format.number(next.pointsMissing) })}</p>
      ) : (
        <p className="muted">{t('learning.next.enough')}</p>
      )}
    </section>
  );
}
