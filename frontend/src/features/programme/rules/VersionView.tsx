import { PlainTable } from '@/components/ui/PlainTable';
import { Badge } from '@/components/ui/StatusBadge';
import type { MessageId } from '@/generated/messages/ids';
import { useT } from '@/lib/i18n/useT';
import type { Tone } from '@/lib/words';
import { useFormat } from '@/lib/useFormat';
import type { LevelVersion } from './documents';

const word: Record<LevelVersion['state'], { text: MessageId; tone: Tone }> = {
  IN_FORCE: { text: 'rules.state.inForce', tone: 'ok' },
  ANNOUNCED: { text: 'rules.state.announced', tone: 'soon' },
  PAST: { text: 'rules.state.past', tone: 'calm' },
  WITHDRAWN: { text: 'rules.state.withdrawn', tone: 'calm' },
};

/** One published version: when it holds, and what each level asks for and gives. */
export function VersionView({ version, heading }: { version: LevelVersion; heading: string }) {
  const t = useT();
  const format = useFormat();
  return (
    <section className="card stack">
      <div className="page-head">
        <h2>{heading}</h2>
        <Badge tone={word[version.state].tone}>{t(word[version.state].text)}</Badge>
      </div>
      <p className="meta">
        {version.withdrawal
          ? t('rules.withdrawn.on', {
              from: format.day(version.effectiveFrom),
              on: format.day(version.withdrawal.on),
            })
          : t(version.until ? 'rules.between' : 'rules.since', {
              from: format.day(version.effectiveFrom),
              until: version.until ? format.day(version.until) : '',
            })}{' '}
        {version.source}
        {version.example ? ` · ${t('rules.example')}` : ''}
      </p>
      {version.withdrawal?.by && version.withdrawal.reason ? (
        <p>{t('rules.withdrawn.by', { by: version.withdrawal.by, reason: version.withdrawal.reason })}</p>
      ) : null}
      {version.note ? <p>{version.note}</p> : null}
      <PlainTable
        label={heading}
        head={
          <>
            <th scope="col">{t('rules.level')}</th>
            <th scope="col" className="numeric">
              {t('rules.points')}
            </th>
            <th scope="col">{t('rules.certified')}</th>
            <th scope="col" className="numeric">
              {t('rules.discount')}
            </th>
            <th scope="col" className="numeric">
              {t('rules.nfrKeys')}
            </th>
            <th scope="col">{t('rules.benefits')}</th>
          </>
        }
      >
        {version.rows.map(row => (
          <tr key={row.code}>
            <th scope="row">{row.name}</th>
            <td className="numeric">{format.number(row.points)}</td>
            <td>
              {row.certificates.length === 0
                ? '–'
                : row.certificates.map(one => `${one.path} × ${format.number(one.people)}`).join(', ')}
            </td>
            <td className="numeric">{t('rules.percent', { percent: format.number(row.discountPercent) })}</td>
            <td className="numeric">{format.number(row.nfrKeys)}</td>
            <td>{row.benefits.length === 0 ? '–' : row.benefits.join(', ')}</td>
          </tr>
        ))}
      </PlainTable>
    </section>
  );
}
