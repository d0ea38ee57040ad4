import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useForm } from 'react-hook-form';
import { useClient } from 'urql';
import * as z from 'zod/mini';
import { PhasePicture } from '@/components/pictures/PhasePicture';
import { Page } from '@/components/ui/Page';
import { PartnerPicker } from '@/components/ui/PartnerPicker';
import { toast } from '@/components/ui/toasts';
import type { Edition, KeyKind } from '@/generated/schema';
import { showServerErrors } from '@/lib/forms';
import { useClients } from '@/lib/graphql/ClientsProvider';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import { editionName, editions, kinds, kindWord, sizes } from '@/lib/words';
import type { CommandResult } from '../commands/documents';
import classes from '../commands/commands.module.css';
import { CustomerChoice } from './CustomerChoice';
import { IssueKeyDocument } from './documents';

const fields = [
  'customerId',
  'partnerId',
  'kind',
  'edition',
  'size',
  'years',
  'startsOn',
  'free',
  'trial',
  'notForResale',
  'education',
] as const;
const marks = ['free', 'trial', 'notForResale', 'education'] as const;

/** A word of a list as the beginning of a line. */
const sentence = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** An operator's new key: what it would be, then what it is. */
export function IssuePage() {
  const t = useT();
  const navigate = useNavigate();
  const { tenant } = useMe();
  const client = useClient();
  const { uncached } = useClients();
  const schema = useMemo(
    () =>
      z.object({
        customerId: z.string().check(z.minLength(1, t('keys.issue.chooseCustomer'))),
        partnerId: z.string(),
        kind: z.enum(kinds),
        edition: z.enum(editions),
        size: z.string(),
        years: z.string(),
        startsOn: z.string(),
        free: z.boolean(),
        trial: z.boolean(),
        notForResale: z.boolean(),
        education: z.boolean(),
      }),
    [t],
  );
  type Values = z.infer<typeof schema>;
  const form = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: {
      customerId: '',
      partnerId: '',
      kind: 'ANNUAL' as KeyKind,
      edition: 'PROFESSIONAL' as Edition,
      size: '16',
      years: '1',
      startsOn: '',
      free: false,
      trial: false,
      notForResale: false,
      education: false,
    },
  });
  const { setValue } = form;
  const [refused, setRefused] = useState<{ message: string; rule?: string | null | undefined }>();
  const [previewed, setPreviewed] = useState<CommandResult>();
  const [customer, setCustomer] = useState('');
  const [partner, setPartner] = useState<string>();
  const [busy, setBusy] = useState(false);
  const chooseCustomer = (id: string) => {
    setPreviewed(undefined);
    setCustomer(id);
    setValue('customerId', id, { shouldValidate: id !== '' });
  };
  const errorOf = (name: keyof Values) => form.formState.errors[name]?.message;

  const send = async ({ partnerId, startsOn, size, years, ...rest }: Values, dryRun: boolean) => {
    setBusy(true);
    setRefused(undefined);
    const input = {
      ...rest,
      size: Number(size),
      years: Number(years),
      partnerId: partnerId === '' ? null : partnerId,
      startsOn: startsOn === '' ? null : startsOn,
      dryRun,
    };
    const answer = await (dryRun ? uncached : client).mutation(IssueKeyDocument, { input }).toPromise();
    setBusy(false);
    if (!answer.data) {
      setPreviewed(undefined);
      setRefused(answer.error ? toProblem(answer.error) : { message: '' });
      return;
    }
    const result = answer.data.payload;
    if (result.errors.length > 0) {
      setPreviewed(undefined);
      const [first] = showServerErrors<Values>(result.errors, fields, form.setError);
      setRefused(first);
    } else if (dryRun) setPreviewed(result);
    else if (result.key) {
      toast(t('keys.issue.done', { number: result.number ?? '' }));
      void navigate({ to: '/keys/$id', params: { id: result.key.id }, search: {} });
    }
  };

  return (
    <Page title={t('keys.issue.title')}>
      <form
        className={`card stack ${classes.form ?? ''}`}
        noValidate
        onChange={() => setPreviewed(undefined)}
        onSubmit={event => void form.handleSubmit(values => send(values, previewed === undefined))(event)}
      >
        <CustomerChoice value={customer} error={errorOf('customerId')} onChange={chooseCustomer} />
        <PartnerPicker
          labelled
          label={t('keys.column.partner')}
          placeholder={t('keys.partner.none')}
          value={partner}
          onChange={id => {
            setPartner(id);
            setPreviewed(undefined);
            setValue('partnerId', id ?? '');
            form.clearErrors('partnerId');
          }}
          error={errorOf('partnerId')}
        />
        <NativeSelect
          label={t('keys.column.kind')}
          data={kinds.map(value => ({ value, label: t(kindWord[value]) }))}
          error={errorOf('kind')}
          {...form.register('kind')}
        />
        <NativeSelect
          label={t('keys.filter.edition')}
          data={editions.map(value => ({ value, label: editionName[value] }))}
          error={errorOf('edition')}
          {...form.register('edition')}
        />
        <NativeSelect
          label={t('keys.field.size')}
          data={sizes.map(size => ({ value: String(size), label: t('keys.size', { size }) }))}
          error={errorOf('size')}
          {...form.register('size')}
        />
        <NativeSelect
          label={t('keys.years')}
          data={[1, 2, 3, 4, 5].map(years => ({ value: String(years), label: t('keys.yearsOf', { years }) }))}
          error={errorOf('years')}
          {...form.register('years')}
        />
        <TextInput
          type="date"
          label={t('keys.issue.startsOn')}
          error={errorOf('startsOn')}
          {...form.register('startsOn')}
        />
        {marks.map(mark => (
          <Checkbox
            key={mark}
            label={sentence(t(`keys.${mark}`))}
            error={errorOf(mark)}
            {...form.register(mark)}
          />
        ))}
        {refused ? (
          <div role="alert" className={classes.refusal}>
            <p>{refused.message || t('ui.problem.offline')}</p>
            {refused.rule ? <p className="meta">{refused.rule}</p> : null}
          </div>
        ) : null}
        {previewed?.key ? (
          <section role="status" aria-label={t('keys.preview')}>
            <p className="muted">{t('keys.preview.nothing')}</p>
            <PhasePicture phases={previewed.key.timeline} today={tenant.today} />
          </section>
        ) : null}
        <div className="row">
          <Button type="submit" loading={busy}>
            {previewed ? t('app.action.issue') : t('keys.preview')}
          </Button>
        </div>
      </form>
    </Page>
  );
}
