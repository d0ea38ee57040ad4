import { Button, Textarea, TextInput } from '@mantine/core';
import { useT } from '@/lib/i18n/useT';
import type { TypedLevel } from './draft';
import classes from './Rules.module.css';

interface LevelFieldsProps {
  level: TypedLevel;
  /** Where it stands, from 0. */
  n: number;
  problem: (field: string) => string | undefined;
  change: (level: TypedLevel) => void;
  remove: () => void;
  raise: (() => void) | undefined;
}

/** One level of the draft, field by field; what is wrong stands at the field. */
export function LevelFields({ level, n, problem, change, remove, raise }: LevelFieldsProps) {
  const t = useT();
  const at = (field: string) => problem(`rows[${n}].${field}`);
  const name = level.name === '' ? t('rules.level.new') : level.name;
  const set = (part: Partial<TypedLevel>) => change({ ...level, ...part });
  const certificates = at('certificates');
  return (
    <fieldset className={classes.level}>
      <legend>{t('rules.level.at', { n: n + 1, name })}</legend>
      <div className={classes.fields}>
        <TextInput
          size="xs"
          label={t('rules.name')}
          value={level.name}
          maxLength={40}
          error={at('name')}
          onChange={event => set({ name: event.currentTarget.value })}
        />
        <TextInput
          size="xs"
          label={t('rules.code')}
          value={level.code}
          maxLength={24}
          error={at('code')}
          onChange={event => set({ code: event.currentTarget.value.toUpperCase() })}
        />
        <TextInput
          size="xs"
          inputMode="numeric"
          label={t('rules.points')}
          value={level.points}
          error={at('points')}
          onChange={event => set({ points: event.currentTarget.value })}
        />
        <TextInput
          size="xs"
          inputMode="decimal"
          label={t('rules.discount.percent')}
          value={level.discount}
          error={at('discountPercent')}
          onChange={event => set({ discount: event.currentTarget.value })}
        />
        <TextInput
          size="xs"
          inputMode="numeric"
          label={t('rules.nfrKeys')}
          value={level.nfrKeys}
          error={at('nfrKeys')}
          onChange={event => set({ nfrKeys: event.currentTarget.value })}
        />
      </div>
      {level.certificates.map((one, index) => (
        // The lines have nothing else that names them; they are only added at the end.
        <div key={index} className={classes.fields}>
          <TextInput
            size="xs"
            label={t('rules.path')}
            value={one.path}
            maxLength={40}
            error={certificates}
            onChange={event =>
              set({ certificates: replaced(index, { ...one, path: event.currentTarget.value }) })
            }
          />
          <TextInput
            size="xs"
            inputMode="numeric"
            label={t('rules.people')}
            value={one.people}
            error={certificates !== undefined}
            onChange={event =>
              set({ certificates: replaced(index, { ...one, people: event.currentTarget.value }) })
            }
          />
          <Button
            size="xs"
            variant="default"
            onClick={() => set({ certificates: level.certificates.filter((_, other) => other !== index) })}
          >
            {t('rules.path.remove')}
          </Button>
        </div>
      ))}
      {level.certificates.length === 0 && certificates ? <p role="alert">{certificates}</p> : null}
      <Textarea
        size="xs"
        rows={2}
        label={t('rules.benefits.lines')}
        value={level.benefits}
        error={at('benefits')}
        onChange={event => set({ benefits: event.currentTarget.value })}
      />
      <div className="row">
        <Button
          size="xs"
          variant="default"
          onClick={() => set({ certificates: [...level.certificates, { path: '', people: '1' }] })}
        >
          {t('rules.path.add')}
        </Button>
        {raise ? (
          <Button size="xs" variant="default" onClick={raise}>
            {t('rules.level.lower', { name })}
          </Button>
        ) : null}
        <Button size="xs" variant="default" onClick={remove}>
          {t('rules.level.remove', { name })}
        </Button>
      </div>
    </fieldset>
  );

  function replaced(index: number, by: TypedLevel['certificates'][number]) {
    return level.certificates.map((one, other) => (other === index ? by : one));
  }
}
