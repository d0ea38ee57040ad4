import { Button, TextInput } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useQuery } from 'urql';
import { Loaded } from '@/components/ui/Loaded';
import { RuleHint } from '@/components/ui/Explain';
import { isDay } from '@/lib/dates';
import type { MessageId } from '@/lib/i18n/useT';
import { useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import { useFormat } from '@/lib/useFormat';
import classes from './detail.module.css';
import { ExplainDocument } from './documents';
import type { Statement } from './Facts';

const route = getRouteApi('/keys/$id');

const topics: Partial<Record<string, MessageId>> = {
  STATUS: 'keys.topic.status',
  EDITION: 'keys.topic.edition',
  EXTENSIONS: 'keys.topic.extensions',
  SERVICES: 'keys.topic.services',
  SUPPORT: 'keys.topic.support',
  RENEWAL: 'keys.topic.renewal',
  UPDATES: 'keys.topic.updates',
  DATES: 'keys.topic.dates',
};

interface DayExplanationProps {
  id: string;
  day: string;
  version: number;
}

/** What holds on any day, and why: each claim with its rule, the facts it used and what would change it. */
export function DayExplanation({ id, day, version }: DayExplanationProps) {
  const t = useT();
  const format = useFormat();
  const { tenant } = useMe();
  const navigate = route.useNavigate();
  const [result, again] = useQuery({ query: ExplainDocument, variables: { id, on: day } });
  // A changed key has other explanations; the cached ones are of the version before.
  useEffect(() => again({ requestPolicy: 'network-only' }), [again, version]);
  const go = (on: string | undefined) =>
    void navigate({
      search: previous => ({ ...previous, on: on === tenant.today ? undefined : on }),
      replace: true,
      resetScroll: false,
    });
  return (
    <section className="card stack" aria-labelledby="day-heading">
      <div className={classes.head}>
        <h2 id="day-heading">{t('keys.day', { day: format.longDay(day) })}</h2>
        <span className="row no-print">
          <TextInput
            key={day}
            type="date"
            size="xs"
            aria-label={t('keys.day.pick')}
            defaultValue={day}
            onChange={event => {
              const value = event.currentTarget.value;
              if (isDay(value) && value > '1990-01-01' && value < '2100-01-01') go(value);
            }}
          />
          {day === tenant.today ? null : (
            <Button size="xs" variant="default" onClick={() => go(undefined)}>
              {t('keys.day.today')}
            </Button>
          )}
        </span>
      </div>
      <Loaded result={result} retry={again} object={t('keys.object.explanation')} height={360}>
        {data =>
          data.key ? (
            <>
              <p>{data.key.explanation.sentence}</p>
              {data.key.explanation.statements.map((statement, index) => (
                <StatementText key={`${statement.topic}${index}`} statement={statement} />
              ))}
            </>
          ) : null
        }
      </Loaded>
    </section>
  );
}

function StatementText({ statement }: { statement: Statement }) {
  const t = useT();
  const topic = topics[statement.topic];
  return (
    <div className={classes.statement}>
      {topic ? <p className="meta">{t(topic)}</p> : null}
      <div className={classes.claim}>
        <span>{statement.claim}</span>
        <RuleHint
          rule={{
            rule: statement.rule,
            text: statement.ruleText,
            ruleVersion: statement.ruleVersion,
            status: statement.ruleStatus,
            source: statement.source,
          }}
        />
      </div>
      {statement.facts.length > 0 || statement.changes.length > 0 ? (
        <details className={classes.small}>
          <summary>{t('keys.because')}</summary>
          <dl className={classes.facts}>
            {statement.facts.map(fact => (
              <FactLine key={fact.name} name={fact.name} value={fact.value} />
            ))}
          </dl>
          {statement.changes.length > 0 ? (
            <>
              <p>{t('keys.changes')}</p>
              <ul>
                {statement.changes.map(change => (
                  <li key={change}>– {change}</li>
                ))}
              </ul>
            </>
          ) : null}
        </details>
      ) : null}
    </div>
  );
}

function FactLine({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
