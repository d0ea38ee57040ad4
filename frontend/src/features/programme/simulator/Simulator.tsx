import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useQuery } from 'urql';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { LinkButton } from '@/components/ui/links';
import { Loaded } from '@/components/ui/Loaded';
import { useLevelChanges } from '@/lib/changes';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import { useFormat } from '@/lib/useFormat';
import { useRested } from '@/lib/useRested';
import type { Choice, Sums } from './choice';
import { choiceOf, sumsOf, withKey, withPeople } from './choice';
import type { Plan } from './documents';
import { PlanDocument } from './documents';
import { PlanKeys } from './PlanKeys';
import { PlanPeople } from './PlanPeople';
import classes from './Simulator.module.css';

const REST_MS = 300;

/** "Renew these five": what ends soon with what it would earn; the sums follow each tick, the server weighs when they rest. */
export function Simulator({ partner }: { partner: string }) {
  const t = useT();
  const [wish, setWish] = useState<Choice>();
  const [asked] = useDebouncedValue(wish, REST_MS);
  const variables = { partnerId: partner, ...(asked ?? {}) };
  const [result, again] = useQuery({ query: PlanDocument, variables });
  // The plan shown stays while the next one is asked for.
  const [known, setKnown] = useState<Plan>();
  const answered = result.data?.plan ?? undefined;
  if (answered && answered !== known) setKnown(answered);
  const reread = useRested(() => again({ requestPolicy: 'network-only' }));
  useLevelChanges(reread);
  const shown = known ?? answered;
  return (
    <section className="card stack" aria-labelledby="simulator">
      <div className="page-head">
        <h2 id="simulator">{t('simulator.title')}</h2>
        <span className="row no-print">
          {wish ? (
            <Button size="xs" variant="default" onClick={() => setWish(undefined)}>
              {t('simulator.suggest')}
            </Button>
          ) : null}
          <CopyAsGraphQL document={PlanDocument} variables={variables} />
        </span>
      </div>
      <p className="muted measure">{t('simulator.text')}</p>
      <Loaded
        result={{ ...result, data: shown }}
        retry={() => again()}
        object={t('simulator.object')}
        height={320}
      >
        {plan => (
          <Chosen
            plan={plan}
            choice={wish ?? choiceOf(plan)}
            resting={wish === asked && !result.fetching}
            change={setWish}
          />
        )}
      </Loaded>
    </section>
  );
}

interface ChosenProps {
  plan: Plan;
  choice: Choice;
  /** The answer shown is the answer to this choice. */
  resting: boolean;
  change: (choice: Choice) => void;
}

function Chosen({ plan, choice, resting, change }: ChosenProps) {
  const t = useT();
  const format = useFormat();
  const mayRenew = useMay('CreateQuote');
  const sums = sumsOf(plan, choice);
  return (
    <>
      <div className={classes.wish}>
        <TextInput
          size="xs"
          type="date"
          label={t('simulator.on')}
          min={plan.today}
          value={choice.on}
          onChange={event => {
            if (event.currentTarget.value >= plan.today) change({ ...choice, on: event.currentTarget.value });
          }}
        />
        <PlanPeople
          plan={plan}
          certify={choice.certify}
          onChange={(path, people) => change(withPeople(choice, path, people))}
        />
      </div>
      {plan.keys.length === 0 ? (
        <p className="muted">
          {t('simulator.none', { from: format.day(plan.from), until: format.day(plan.until) })}
        </p>
      ) : (
        <PlanKeys plan={plan} chosen={choice.keys} onChange={(key, on) => change(withKey(choice, key, on))} />
      )}
      {plan.more ? <p className="meta">{t('simulator.more', { count: plan.keys.length })}</p> : null}
      <div className={classes.sums}>
        <p className={classes.outcome} role="status" data-resting={resting}>
          {resting && plan.reaches ? <Reached plan={plan} /> : <Missing plan={plan} sums={sums} />}
        </p>
        <p className="meta">
          {t('simulator.sums', {
            keys: sums.keys,
            points: format.number(sums.points),
            amount: format.money(sums.netMinor, plan.currency),
          })}
        </p>
        {resting && plan.review?.text ? <p>{plan.review.text}</p> : null}
        {mayRenew && sums.keys > 0 ? (
          <div className="no-print">
            <LinkButton size="xs" to="/renewals/new" search={{ payer: 'PARTNER', keys: choice.keys }}>
              {t('simulator.basket', { keys: sums.keys })}
            </LinkButton>
          </div>
        ) : null}
      </div>
    </>
  );
}

function Reached({ plan }: { plan: Plan }) {
  const t = useT();
  const format = useFormat();
  const last = plan.steps.at(-1);
  return last
    ? t('simulator.reached', {
        level: last.name,
        day: format.longDay(last.on),
        discount: format.percent(last.discountPercent / 100),
      })
    : null;
}

function Missing({ plan, sums }: { plan: Plan; sums: Sums }) {
  const t = useT();
  const format = useFormat();
  if (!plan.goal) return t('simulator.top');
  if (sums.missing === 0 && sums.people === 0) return t('simulator.asking', { level: plan.goal.name });
  if (sums.people === 0)
    return t('simulator.missing.points', { level: plan.goal.name, points: format.number(sums.missing) });
  if (sums.missing === 0)
    return t('simulator.missing.people', { level: plan.goal.name, people: sums.people });
  return t('simulator.missing.both', {
    level: plan.goal.name,
    points: format.number(sums.missing),
    people: sums.people,
  });
}
