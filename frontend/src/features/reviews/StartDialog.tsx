import { NativeSelect } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useMutation } from 'urql';
import { FormDialog } from '@/components/sales/forms/FormDialog';
import type { RefusedBy } from '@/components/sales/Refused';
import { attemptKeys } from '@/lib/forms';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import { useFormat } from '@/lib/useFormat';
import { StartReviewDocument } from './documents';
import { dueReview, nextReview } from './phases';

/** What will be weighed, and what will not happen by it: then the run itself. */
export default function StartDialog({ dry, close }: { dry: boolean; close: () => void }) {
  const t = useT();
  const format = useFormat();
  const navigate = useNavigate();
  const { tenant } = useMe();
  const [due, next] = [dueReview(tenant.today), nextReview(tenant.today)];
  const [on, setOn] = useState(dry ? next : due);
  const [keyFor] = useState(attemptKeys);
  const [refused, setRefused] = useState<RefusedBy>();
  const [{ fetching }, start] = useMutation(StartReviewDocument);
  const begin = async () => {
    const input = { dry, on };
    const { data, error } = await start({ input: { ...input, idempotencyKey: keyFor(input) } });
    const first = error ? toProblem(error) : data?.startReview.errors[0];
    setRefused(first);
    const id = data?.startReview.review?.id;
    if (!first && id) await navigate({ to: '/reviews/$id', params: { id }, search: {} });
  };
  return (
    <FormDialog
      title={t(dry ? 'reviews.dryRun' : 'reviews.start')}
      refused={refused}
      verb={t(dry ? 'reviews.start.button.dry' : 'reviews.start.button', { day: format.day(on) })}
      busy={fetching}
      submit={() => {
        void begin();
      }}
      close={close}
    >
      {dry ? (
        <NativeSelect
          label={t('reviews.start.day')}
          value={on}
          onChange={event => setOn(event.currentTarget.value)}
          data={[
            { value: next, label: t('reviews.start.next', { day: format.longDay(next) }) },
            { value: due, label: t('reviews.start.due', { day: format.longDay(due) }) },
          ]}
        />
      ) : (
        <p>{t('reviews.start.of', { day: format.longDay(on) })}</p>
      )}
      <p className="muted">{t(dry ? 'reviews.start.dry' : 'reviews.start.text')}</p>
    </FormDialog>
  );
}
