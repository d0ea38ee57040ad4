import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import type { PartnerLevel } from '../documents';
import { Changes } from './Changes';

/** Rules that hold from a later day on, and what they mean for this partner. */
export function Announced({ rules }: { rules: NonNullable<PartnerLevel['announced']> }) {
  const t = useT();
  const format = useFormat();
  return (
    <section className="card stack" aria-labelledby="announced">
      <h2 id="announced">{t('rules.announced', { day: format.longDay(rules.effectiveFrom) })}</h2>
      <p>{rules.text}</p>
      {rules.note ? <p className="muted">{rules.note}</p> : null}
      <Changes changes={rules.changes} of={rules.version} />
    </section>
  );
}
