import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import type { RefusedBy } from '@/components/sales/Refused';
import { Refused } from '@/components/sales/Refused';
import { DateText } from '@/components/ui/DateText';
import { PlainTable } from '@/components/ui/PlainTable';
import { toast } from '@/components/ui/toasts';
import type { LearningOutcome } from '@/generated/schema';
import { attemptKeys } from '@/lib/forms';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import { useMay, useMe } from '@/lib/me';
import type { Enrolment, WholeCourse } from '../documents';
import { RecordResultsDocument } from '../documents';
import { hasBegun, isBefore, outcomes, outcomeText } from '../words';

/** Who is enrolled; once the course has begun, what came of it, several people at once. */
export function Results({ course, reread }: { course: WholeCourse; reread: () => void }) {
  const t = useT();
  const { tenant } = useMe();
  const may = useMay('RecordResults') && hasBegun(course.state);
  const [keyFor] = useState(attemptKeys);
  const [chosen, setChosen] = useState<Record<string, LearningOutcome>>({});
  const [on, setOn] = useState<string>(tenant.today);
  const [refused, setRefused] = useState<readonly RefusedBy[]>([]);
  const [{ fetching }, record] = useMutation(RecordResultsDocument);
  const wished = Object.entries(chosen).map(([personId, outcome]) => ({ personId, outcome, on: on || null }));
  const passes = wished.filter(one => one.outcome === 'PASSED').length;
  const send = async () => {
    const input = { id: course.id, results: wished };
    const { data, error } = await record({ input: { ...input, idempotencyKey: keyFor(input) } });
    const errors = error ? [toProblem(error)] : (data?.recordResults.errors ?? []);
    setRefused(errors);
    if (errors.length > 0) return;
    const rose = data?.recordResults.results?.levels ?? [];
    toast(t('learning.results.saved', { people: wished.length }));
    for (const one of rose) toast(t('learning.results.rose', { partner: one.partnerName, level: one.name }));
    setChosen({});
    reread();
  };
  const choose = (of: Enrolment, value: string) =>
    setChosen(old => {
      const others = Object.fromEntries(Object.entries(old).filter(([person]) => person !== of.personId));
      return value === '' ? others : { ...others, [of.personId]: value as LearningOutcome };
    });
  return (
    <section className="card stack">
      <h2>{t('learning.enrolments', { people: course.enrolments.length })}</h2>
      {course.enrolments.length === 0 ? (
        <p className="muted">{t('learning.enrolments.none')}</p>
      ) : (
        <PlainTable
          label={t('learning.enrolments', { people: course.enrolments.length })}
          head={
            <>
              <th scope="col">{t('learning.person')}</th>
              <th scope="col">{t('learning.partner')}</th>
              <th scope="col">{t('learning.result')}</th>
            </>
          }
        >
          {course.enrolments.map(one => (
            <tr key={one.personId}>
              <th scope="row">{one.person}</th>
              <td>{one.partnerName}</td>
              <td>
                {may && one.outcome !== 'PASSED' ? (
                  <NativeSelect
                    size="xs"
                    aria-label={t('learning.result.of', { name: one.person })}
                    value={chosen[one.personId] ?? ''}
                    onChange={event => choose(one, event.currentTarget.value)}
                    data={[
                      {
                        value: '',
                        label: one.outcome ? t(outcomeText[one.outcome]) : t('learning.result.none'),
                      },
                      ...outcomes
                        .filter(value => value !== one.outcome)
                        .map(value => ({ value, label: t(outcomeText[value]) })),
                    ]}
                  />
                ) : one.outcome ? (
                  <>
                    {t(outcomeText[one.outcome])}{' '}
                    {one.outcomeOn ? <DateText day={one.outcomeOn} plain /> : null}
                  </>
                ) : (
                  <span className="muted">{t('learning.result.none')}</span>
                )}
              </td>
            </tr>
          ))}
        </PlainTable>
      )}
      {isBefore(course.state) ? <p className="muted">{t('learning.results.later')}</p> : null}
      {may && course.enrolments.length > 0 ? (
        <>
          <TextInput
            label={t('learning.result.on')}
            description={t('learning.result.on.what')}
            type="date"
            value={on}
            max={tenant.today}
            onChange={event => setOn(event.currentTarget.value)}
          />
          {passes > 0 ? <p>{t('learning.results.what', { people: passes })}</p> : null}
          {refused.map(one => (
            <Refused key={`${one.code}${one.message}`} by={one} />
          ))}
          <div>
            <Button loading={fetching} disabled={wished.length === 0} onClick={() => void send()}>
              {t('learning.results.save', { people: wished.length })}
            </Button>
          </div>
        </>
      ) : null}
    </section>
  );
}
