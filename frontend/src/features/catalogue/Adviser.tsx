import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { Loaded } from '@/components/ui/Loaded';
import { useT } from '@/lib/i18n/useT';
import { AdviserDocument } from './query';
import { Section } from './Section';

const LARGEST = 1_000_000;

/** EX-4: how many people and extensions there are, answered with the size that holds them. */
export function Adviser() {
  const t = useT();
  const [typed, setTyped] = useState('');
  const [count, setCount] = useState<number>();
  const [wrong, setWrong] = useState(false);
  const [result, again] = useQuery({
    query: AdviserDocument,
    variables: { count: count ?? 1 },
    pause: count === undefined,
  });
  const ask = () => {
    const asked = /^\d{1,7}$/.test(typed.trim()) ? Number(typed) : 0;
    const fits = asked >= 1 && asked <= LARGEST;
    setWrong(!fits);
    setCount(fits ? asked : undefined);
  };
  return (
    <Section id="adviser" title={t('catalogue.adviser')}>
      <form
        className="stack"
        noValidate
        onSubmit={event => {
          event.preventDefault();
          ask();
        }}
      >
        <TextInput
          className="measure"
          label={t('catalogue.adviser.count')}
          description={t('catalogue.adviser.hint')}
          inputMode="numeric"
          autoComplete="off"
          value={typed}
          error={wrong ? t('catalogue.adviser.wrong', { most: LARGEST }) : undefined}
          onChange={event => setTyped(event.currentTarget.value)}
        />
        <div>
          <Button type="submit" variant="default" size="xs">
            {t('catalogue.adviser.ask')}
          </Button>
        </div>
      </form>
      <div aria-live="polite">
        {count === undefined ? null : (
          <Loaded result={result} retry={() => again()} object={t('catalogue.adviser.object')} height={20}>
            {data => <p className="measure">{data.adviser.text}</p>}
          </Loaded>
        )}
      </div>
    </Section>
  );
}
