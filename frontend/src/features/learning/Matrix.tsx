import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import type { RefusedBy } from '@/components/sales/Refused';
import { Refused } from '@/components/sales/Refused';
import { DateText, InstantText } from '@/components/ui/DateText';
import { PlainTable } from '@/components/ui/PlainTable';
import { Badge } from '@/components/ui/StatusBadge';
import { toast } from '@/components/ui/toasts';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import { roleWord } from '@/lib/words';
import type { Certifications, CertifiedPerson } from './documents';
import { RemindPersonDocument } from './documents';
import classes from './Learning.module.css';
import { RevokeButton } from './RevokeButton';
import { certificateState } from './words';

type Path = Certifications['paths'][number];

/** Person × certification: a table where there is room, a card each where there is not. */
export function Matrix({ of, again }: { of: Certifications; again: () => void }) {
  const t = useT();
  const [refused, setRefused] = useState<RefusedBy>();
  const cell = (person: CertifiedPerson, path: Path) => (
    <MatrixCell partner={of.partnerId} person={person} path={path} refuse={setRefused} again={again} />
  );
  return (
    <section className="card stack">
      <h2>{t('learning.matrix')}</h2>
      {refused ? <Refused by={refused} /> : null}
      {of.people.length === 0 || of.paths.length === 0 ? (
        <p className="muted">{t('learning.matrix.none')}</p>
      ) : null}
      <div className={classes.wide}>
        <PlainTable
          label={t('learning.matrix')}
          head={
            <>
              <th scope="col">{t('learning.person')}</th>
              {of.paths.map(path => (
                <th key={path.code} scope="col">
                  {path.name} · {t('learning.certified', { people: path.certified })}
                </th>
              ))}
            </>
          }
        >
          {of.people.map(person => (
            <tr key={person.id}>
              <th scope="row">
                <Who person={person} />
              </th>
              {of.paths.map(path => (
                <td key={path.code}>{cell(person, path)}</td>
              ))}
            </tr>
          ))}
        </PlainTable>
      </div>
      <ul className={classes.narrow} aria-label={t('learning.matrix')}>
        {of.people.map(person => (
          <li key={person.id} className={classes.card}>
            <Who person={person} />
            {of.paths.map(path => (
              <div key={path.code} className={classes.field}>
                <span className="muted">{path.name}</span>
                {cell(person, path)}
              </div>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Who({ person }: { person: CertifiedPerson }) {
  const t = useT();
  return (
    <div className={classes.cell}>
      <strong>{person.you ? t('learning.you', { name: person.name }) : person.name}</strong>
      <span className="meta">{person.disabled ? t('learning.disabled') : t(roleWord[person.role])}</span>
    </div>
  );
}

interface MatrixCellProps {
  partner: string;
  person: CertifiedPerson;
  path: Path;
  refuse: (by: RefusedBy | undefined) => void;
  again: () => void;
}

function MatrixCell({ partner, person, path, refuse, again }: MatrixCellProps) {
  const t = useT();
  const mayRemind = useMay('RemindPerson');
  const [{ fetching }, remind] = useMutation(RemindPersonDocument);
  const held = person.certificates.find(one => one.path === path.code);
  const coming = person.coming.find(one => one.path === path.code);
  const lasting = held?.state === 'VALID';
  const ask = async () => {
    const { data, error } = await remind({ input: { id: partner, personId: person.id, path: path.code } });
    const first = error ? toProblem(error) : data?.remindPerson.errors[0];
    refuse(first);
    if (first) return;
    const sent = data?.remindPerson.reminded?.sent ?? false;
    toast(t(sent ? 'learning.reminded' : 'learning.reminded.before', { name: person.name }));
  };
  return (
    <div className={classes.cell}>
      {held ? (
        <>
          <Badge tone={certificateState[held.state][1]}>{t(certificateState[held.state][0])}</Badge>
          {held.state === 'REVOKED' && held.revokedOn ? (
            <span className="meta">
              <DateText day={held.revokedOn} plain /> · {held.revocationReason}
            </span>
          ) : held.until ? (
            <span className="meta">
              {t('learning.until')} <DateText day={held.until} short />
            </span>
          ) : (
            <span className="meta">{t('learning.endless')}</span>
          )}
          {held.counts || held.state === 'REVOKED' || held.state === 'EXPIRED' ? null : (
            <span className="meta">{t('learning.counts.not')}</span>
          )}
        </>
      ) : (
        <span className="muted">{t('learning.none')}</span>
      )}
      {coming ? (
        <span className="meta">
          {t('learning.enrolledOn')} <InstantText at={coming.startsAt} />
        </span>
      ) : null}
      {mayRemind && !lasting && !coming && !person.disabled && !person.you ? (
        <Button
          size="compact-xs"
          variant="default"
          className="no-print"
          loading={fetching}
          onClick={() => void ask()}
          aria-label={t('learning.remind.of', { name: person.name, path: path.name })}
        >
          {t('learning.remind')}
        </Button>
      ) : null}
      {held ? <RevokeButton certificate={held} person={person} path={path.name} again={again} /> : null}
    </div>
  );
}
