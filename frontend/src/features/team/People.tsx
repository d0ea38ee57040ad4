import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import type { RefusedBy } from '@/components/sales/Refused';
import { Refused } from '@/components/sales/Refused';
import { InstantText } from '@/components/ui/DateText';
import { Badge } from '@/components/ui/StatusBadge';
import { toast } from '@/components/ui/toasts';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import { roleWord } from '@/lib/words';
import type { Person, Team } from './documents';
import { DisablePersonDocument, EnablePersonDocument } from './documents';
import classes from './Team.module.css';

interface PeopleProps {
  team: Team;
  change: (person: Person) => void;
  again: () => void;
}

/** Everybody with a role, and when they were last here. Disabling is undone by the toast. */
export function People({ team, change, again }: PeopleProps) {
  const t = useT();
  const [refused, setRefused] = useState<RefusedBy>();
  const [, disable] = useMutation(DisablePersonDocument);
  const [, enable] = useMutation(EnablePersonDocument);

  const switchTo = async (person: Person, on: boolean, undoable = true) => {
    const input = { id: team.partnerId, personId: person.id };
    const { error, errors } = on
      ? await enable({ input }).then(({ error, data }) => ({
          error,
          errors: data?.enablePerson.errors ?? [],
        }))
      : await disable({ input }).then(({ error, data }) => ({
          error,
          errors: data?.disablePerson.errors ?? [],
        }));
    const first = error ? toProblem(error) : errors[0];
    setRefused(first);
    if (first) return;
    const { name } = person;
    toast(
      t(on ? 'team.enabled' : 'team.disabled.done', { name }),
      undoable ? () => void switchTo(person, !on, false) : undefined,
    );
    again();
  };
  return (
    <section className="card stack" aria-labelledby="people">
      <h2 id="people">{t('team.people')}</h2>
      {refused ? <Refused by={refused} /> : null}
      {team.people.length === 0 ? (
        <p className="muted">{t('team.people.none')}</p>
      ) : (
        <ul>
          {team.people.map(person => (
            <PersonRow key={person.id} person={person} change={change} switchTo={switchTo} />
          ))}
        </ul>
      )}
    </section>
  );
}

interface PersonRowProps {
  person: Person;
  change: (person: Person) => void;
  switchTo: (person: Person, on: boolean) => Promise<void>;
}

function PersonRow({ person, change, switchTo }: PersonRowProps) {
  const t = useT();
  const mayChange = useMay('ChangeRole');
  const mayDisable = useMay('DisablePerson');
  const active = !person.disabledAt;
  const { name } = person;
  return (
    <li className={classes.entry}>
      <div className={classes.who}>
        <strong>{name}</strong>
        <span className="muted">{person.login}</span>
      </div>
      <div className="row">
        <Badge tone={active ? 'ok' : 'late'}>{active ? t(roleWord[person.role]) : t('team.disabled')}</Badge>
        {person.application ? <span className="muted">{t('team.application')}</span> : null}
        <span className="meta">
          {person.signedInAt ? (
            <>
              {t('team.signedIn')} <InstantText at={person.signedInAt} />
            </>
          ) : (
            t('team.signedIn.never')
          )}
        </span>
      </div>
      <div className="row no-print">
        {mayChange && active ? (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => change(person)}
            disabled={person.lastOwner}
            aria-label={t('team.role.of', { name })}
          >
            {t('team.role')}
          </Button>
        ) : null}
        {mayDisable ? (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => void switchTo(person, !active)}
            disabled={person.lastOwner}
            aria-label={t(active ? 'team.disable.of' : 'team.enable.of', { name })}
          >
            {t(active ? 'team.disable' : 'team.enable')}
          </Button>
        ) : null}
        {person.lastOwner && mayChange ? <span className="meta">{t('team.lastOwner')}</span> : null}
      </div>
    </li>
  );
}
