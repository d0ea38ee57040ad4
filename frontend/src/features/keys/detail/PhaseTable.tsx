import { holdsNothing } from '@/components/pictures/phases';
import { DateText } from '@/components/ui/DateText';
import { RuleHint } from '@/components/ui/Explain';
import { StatusBadge } from '@/components/ui/StatusBadge';
import { useT } from '@/lib/i18n/useT';
import { holdsText } from '@/lib/words';
import type { KeyDetail } from './documents';
import classes from './detail.module.css';

/** What the picture shows, to read: every stretch, what holds in it and which rule causes it. */
export function PhaseTable({ phases }: { phases: KeyDetail['timeline'] }) {
  const t = useT();
  return (
    <div className={classes.scroll} role="region" aria-label={t('keys.phases.table')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('keys.phases.from')}</th>
            <th scope="col">{t('keys.phases.to')}</th>
            <th scope="col">{t('keys.column.status')}</th>
            <th scope="col">{t('keys.phases.holds')}</th>
            <th scope="col">{t('keys.phases.why')}</th>
          </tr>
        </thead>
        <tbody>
          {phases.map(phase => (
            <tr key={`${phase.from}${phase.status}`}>
              <td>
                <DateText day={phase.from} plain />
              </td>
              <td>{phase.to ? <DateText day={phase.to} plain /> : t('keys.phases.open')}</td>
              <td>
                <StatusBadge status={phase.status} />
              </td>
              <td>
                <PhaseHolds phase={phase} />
              </td>
              <td>
                <span className="row">
                  {phase.causes.map(cause => (
                    <RuleHint key={cause.rule} rule={cause} />
                  ))}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PhaseHolds({ phase }: { phase: KeyDetail['timeline'][number] }) {
  const t = useT();
  const holds = holdsText(phase, t);
  if (holdsNothing(phase)) return holds;
  const parts = [
    `${holds}${phase.effective.free ? ` (${t('keys.free')})` : ''}`,
    phase.support ? undefined : t('keys.phases.noSupport'),
    phase.updates ? undefined : t('keys.phases.noUpdates'),
    phase.tradeInOnly ? t('keys.phases.tradeIn') : undefined,
    phase.warnAtRenewal ? t('keys.phases.warn') : undefined,
    phase.provisional ? t('keys.phases.provisional') : undefined,
  ].filter(part => part !== undefined);
  return (
    <>
      {parts.join(' · ')}
      {phase.servicesOff.length > 0 ? (
        <details>
          <summary>{t('keys.phases.off', { count: phase.servicesOff.length })}</summary>
          {phase.servicesOff.map(service => service.name).join(' · ')}
        </details>
      ) : null}
    </>
  );
}
