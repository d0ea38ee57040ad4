import { DateText } from '@/components/ui/DateText';
import { PlainTable } from '@/components/ui/PlainTable';
import { Badge } from '@/components/ui/StatusBadge';
import { useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import { useFormat } from '@/lib/useFormat';
import { editionName } from '@/lib/words';
import type { Catalogue } from './query';
import { Section, VersionLine } from './Section';

interface Props {
  catalogue: Catalogue;
}

export function Policy({ catalogue }: Props) {
  const t = useT();
  return (
    <Section id="policy" title={t('catalogue.policy')}>
      {catalogue.calendars.length === 0 ? <p className="muted">{t('catalogue.policy.none')}</p> : null}
      {catalogue.calendars.map(({ version, current, stages }) => (
        <div key={version.id} className="stack">
          <VersionLine version={version} current={current} />
          <PlainTable
            label={`${t('catalogue.policy')} ${version.id}`}
            head={
              <>
                <th scope="col">{t('catalogue.from')}</th>
                <th scope="col">{t('catalogue.policy.holds')}</th>
              </>
            }
          >
            {stages.map(stage => (
              <tr key={`${stage.rule} ${stage.from ?? ''}`}>
                <th scope="row">
                  {stage.from ? <DateText day={stage.from} plain /> : t('catalogue.policy.always')}
                </th>
                <td>
                  {stage.text} <span className="meta">{stage.rule}</span>
                </td>
              </tr>
            ))}
          </PlainTable>
        </div>
      ))}
    </Section>
  );
}

export function Fallbacks({ catalogue }: Props) {
  const t = useT();
  const names = new Map(catalogue.editions.map(edition => [edition.code, edition.name]));
  return (
    <Section id="fallback" title={t('catalogue.fallback')}>
      {catalogue.fallbacks.map(({ version, current, rows }) => (
        <div key={version.id} className="stack">
          <VersionLine version={version} current={current} />
          <PlainTable
            label={`${t('catalogue.fallback')} ${version.id}`}
            head={
              <>
                <th scope="col">{t('catalogue.fallback.bought')}</th>
                <th scope="col">{t('catalogue.fallback.to')}</th>
              </>
            }
          >
            {rows.map(row => (
              <tr key={row.boughtFrom}>
                <th scope="row">{t('catalogue.fallback.from', { size: row.boughtFrom })}</th>
                <td>
                  {names.get(row.edition) ?? editionName[row.edition]}{' '}
                  {row.free ? t('catalogue.free', { size: row.size }) : row.size}
                </td>
              </tr>
            ))}
          </PlainTable>
        </div>
      ))}
    </Section>
  );
}

export function Versions({ catalogue }: Props) {
  const t = useT();
  const { tenant } = useMe();
  return (
    <Section id="versions" title={t('catalogue.versions')}>
      <PlainTable
        label={t('catalogue.versions')}
        head={
          <>
            <th scope="col">{t('catalogue.version')}</th>
            <th scope="col">{t('catalogue.released')}</th>
            <th scope="col">{t('catalogue.endOfLife')}</th>
          </>
        }
      >
        {catalogue.versions.map(({ code, released, endOfLife }) => (
          <tr key={code}>
            <th scope="row">{code}</th>
            <td>{released ?? '–'}</td>
            <td>
              {endOfLife ? <DateText day={endOfLife} plain /> : t('catalogue.endOfLife.none')}{' '}
              {endOfLife && endOfLife < tenant.today ? (
                <Badge tone="late">{t('catalogue.ended')}</Badge>
              ) : null}
            </td>
          </tr>
        ))}
      </PlainTable>
    </Section>
  );
}

export function Lifecycle({ catalogue }: Props) {
  const t = useT();
  const format = useFormat();
  const figures = [
    [t('catalogue.life.term'), 'termDays'],
    [t('catalogue.life.window'), 'windowDays'],
    [t('catalogue.life.trial'), 'trialDays'],
    [t('catalogue.life.stale'), 'usageStaleDays'],
  ] as const;
  return (
    <Section id="lifecycle" title={t('catalogue.life')}>
      <PlainTable
        label={t('catalogue.life')}
        head={
          <>
            <th scope="col">{t('catalogue.life.days')}</th>
            {catalogue.profiles.map(({ version, current }) => (
              <th key={version.id} scope="col" className="numeric">
                {version.id}
                {current ? ` (${t('catalogue.current')})` : ''}
              </th>
            ))}
          </>
        }
      >
        {figures.map(([label, field]) => (
          <tr key={field}>
            <th scope="row">{label}</th>
            {catalogue.profiles.map(profile => (
              <td key={profile.version.id} className="numeric">
                {format.number(profile[field])}
              </td>
            ))}
          </tr>
        ))}
      </PlainTable>
      {catalogue.profiles.map(({ version, current }) => (
        <VersionLine key={version.id} version={version} current={current} />
      ))}
      <h3>{t('catalogue.services')}</h3>
      <ul>
        {catalogue.services.map(service => (
          <li key={service.code}>{service.name}</li>
        ))}
      </ul>
    </Section>
  );
}

export function Switches({ catalogue }: Props) {
  const t = useT();
  return (
    <Section id="switches" title={t('catalogue.switches')}>
      <ul className="stack">
        {catalogue.switches.map(({ code, on, text, rule }) => (
          <li key={code}>
            <Badge tone={on ? 'ok' : 'calm'}>{on ? t('catalogue.on') : t('catalogue.off')}</Badge> {text}{' '}
            <span className="meta">{rule}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
