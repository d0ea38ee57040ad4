import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { CopyLink } from '@/components/ui/CopyButton';
import { DateText } from '@/components/ui/DateText';
import { Loaded } from '@/components/ui/Loaded';
import { More } from '@/components/ui/More';
import { Page } from '@/components/ui/Page';
import { PartnerPicker } from '@/components/ui/PartnerPicker';
import { addDays } from '@/lib/dates';
import { useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import type { Reminders } from './documents';
import { RemindersDocument } from './documents';
import { ReminderPreview } from './ReminderPreview';
import classes from './Reminders.module.css';
import { SettingForm } from './SettingForm';

const route = getRouteApi('/reminders');

/** When reminders go out, to whom, and what the next one says. */
export function RemindersPage() {
  const t = useT();
  const { partner } = route.useSearch();
  const navigate = route.useNavigate();
  const { partner: own } = useMe();
  const operator = !own;
  const variables = { partnerId: partner ?? null };
  const [result, again] = useQuery({
    query: RemindersDocument,
    variables,
    pause: operator && partner === undefined,
  });
  return (
    <Page
      title={t('reminders.title')}
      actions={
        <More>
          <CopyAsGraphQL document={RemindersDocument} variables={variables} />
          <CopyLink />
        </More>
      }
    >
      <p className="muted measure">{t('reminders.text')}</p>
      <PartnerPicker
        label={t('reminders.partner')}
        placeholder={t('reminders.partner.choose')}
        value={partner}
        onChange={chosen => void navigate({ search: chosen ? { partner: chosen } : {}, replace: true })}
      />
      {operator && partner === undefined ? (
        <p role="status">{t('reminders.partner.first')}</p>
      ) : (
        <Loaded result={result} retry={again} object={t('reminders.object')} height={240} rows={2}>
          {({ reminders }) => (
            <div className={classes.columns}>
              <div className="stack">
                <SettingForm
                  key={`${partner ?? ''}${JSON.stringify(reminders.setting)}`}
                  reminders={reminders}
                  partner={partner}
                />
                <ReminderPreview key={partner} partner={partner} />
              </div>
              <Next reminders={reminders} partner={partner} />
            </div>
          )}
        </Loaded>
      )}
    </Page>
  );
}

const SHOWN = 12;

function Next({ reminders, partner }: { reminders: Reminders; partner: string | undefined }) {
  const t = useT();
  const [all, setAll] = useState(false);
  const shown = all ? reminders.next : reminders.next.slice(0, SHOWN);
  return (
    <section className="card stack" aria-labelledby="next">
      <h2 id="next">{t('reminders.next')}</h2>
      {reminders.next.length === 0 ? (
        <p className="muted">{t('reminders.next.none')}</p>
      ) : (
        <ul>
          {shown.map(one => {
            const lastDay = addDays(one.day, one.window);
            return (
              <li key={`${one.day}${one.window}`} className={classes.line}>
                <DateText day={one.day} />
                <Link to="/keys" search={{ from: lastDay, to: lastDay, ...(partner ? { partner } : {}) }}>
                  {t('reminders.next.keys', { count: one.keys, days: one.window })}
                </Link>
              </li>
            );
          })}
        </ul>
      )}
      {shown.length < reminders.next.length ? (
        <div>
          <Button size="xs" variant="default" onClick={() => setAll(true)}>
            {t('ui.table.more')}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
