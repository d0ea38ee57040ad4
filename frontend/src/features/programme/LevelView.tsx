import { SegmentedControl } from '@mantine/core';
import '@mantine/core/styles/FloatingIndicator.css';
import '@mantine/core/styles/SegmentedControl.css';
import { useState } from 'react';
import { DateText } from '@/components/ui/DateText';
import { PlainTable } from '@/components/ui/PlainTable';
import { LinkButton } from '@/components/ui/links';
import { Badge } from '@/components/ui/StatusBadge';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import { Ahead } from './Ahead';
import type { PartnerLevel } from './documents';
import { Gauge } from './Gauge';
import { LevelTable } from './LevelTable';
import { Plan } from './Plan';
import { Announced } from './rules/Announced';
import classes from './Programme.module.css';

/** A standing as a picture or a table, the way up, the next review, certificates and history. */
export function LevelView({ level }: { level: PartnerLevel }) {
  const t = useT();
  const format = useFormat();
  const [shown, setShown] = useState<'picture' | 'table'>('picture');
  const { standing, nextReview, rules } = level;
  if (!standing || !rules) return <p role="status">{t('programme.noLevels')}</p>;
  return (
    <div className={classes.columns}>
      <section className="card stack" aria-labelledby="standing">
        <div className="page-head">
          <h2 id="standing">
            {level.partnerName} · {level.level ?? t('programme.level.none')}
          </h2>
          <SegmentedControl
            size="xs"
            className="no-print"
            aria-label={t('programme.shown')}
            value={shown}
            onChange={setShown}
            data={[
              { value: 'picture', label: t('programme.picture') },
              { value: 'table', label: t('programme.table') },
            ]}
          />
        </div>
        {shown === 'picture' ? <Gauge standing={standing} /> : <LevelTable standing={standing} />}
        <p className="meta">
          {t('programme.window', { from: format.day(standing.from), to: format.day(standing.to) })}{' '}
          {t('programme.unit', { currency: level.currency })}{' '}
          {t('programme.rules', { version: rules.version, day: format.day(rules.effectiveFrom) })}
          {rules.example ? ` ${t('programme.example')}` : ''}
        </p>
      </section>
      <Plan standing={standing} review={nextReview} />
      {nextReview ? <Ahead review={nextReview} /> : null}
      {level.announced ? <Announced rules={level.announced} /> : null}
      <Certificates level={level} />
      <History level={level} />
    </div>
  );
}

function Certificates({ level }: { level: PartnerLevel }) {
  const t = useT();
  return (
    <section className="card stack" aria-labelledby="certificates">
      <h2 id="certificates">{t('programme.certificates')}</h2>
      {level.certificates.length === 0 ? (
        <p className="muted">{t('programme.certificates.none')}</p>
      ) : (
        <ul>
          {level.certificates.map(one => (
            <li key={`${one.person}${one.path}${one.from}`} className={classes.entry}>
              <span>
                {one.person} · {one.path}
              </span>
              <span className="row">
                <Badge tone={one.valid ? 'ok' : 'late'}>
                  {t(one.valid ? 'programme.counts' : 'programme.invalid')}
                </Badge>
                {one.until ? (
                  <span>
                    {t('programme.until')} <DateText day={one.until} />
                  </span>
                ) : (
                  t('programme.forever')
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      <div className="no-print">
        <LinkButton to="/certifications" search={{ partner: level.partnerId }} size="xs" variant="default">
          {t('programme.certificates.book')}
        </LinkButton>
      </div>
    </section>
  );
}

function History({ level }: { level: PartnerLevel }) {
  const t = useT();
  const format = useFormat();
  return (
    <section className="card stack">
      <h2>{t('programme.history')}</h2>
      {level.history.length === 0 ? (
        <p className="muted">{t('programme.history.none')}</p>
      ) : (
        <PlainTable
          label={t('programme.history')}
          head={
            <>
              <th scope="col">{t('programme.since')}</th>
              <th scope="col">{t('programme.level')}</th>
              <th scope="col">{t('programme.why')}</th>
              <th scope="col" className="numeric">
                {t('programme.points')}
              </th>
            </>
          }
        >
          {level.history.map(step => (
            <tr key={step.n}>
              <td>
                <DateText day={step.on} />
              </td>
              <th scope="row">{step.name}</th>
              <td>{step.text}</td>
              <td className="numeric">{step.points == null ? '–' : format.number(step.points)}</td>
            </tr>
          ))}
        </PlainTable>
      )}
    </section>
  );
}
