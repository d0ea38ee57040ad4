import { useState } from 'react';
import { ReasonedForm } from '@/components/sales/dry/ReasonedForm';
import { useDryThenDo } from '@/components/sales/dry/useDryThenDo';
import { toast } from '@/components/ui/toasts';
import { useT } from '@/lib/i18n/useT';
import type { ReviewRecord } from './documents';
import { CorrectReviewDocument } from './documents';

interface CorrectReviewDialogProps {
  record: ReviewRecord;
  close: () => void;
  done: () => void;
}

/** Weighs beside the published result what came in late; asked dry first, so that what it gives is seen before it holds. */
export default function CorrectReviewDialog({ record, close, done }: CorrectReviewDialogProps) {
  const t = useT();
  const [reason, setReason] = useState('');
  const asked = useDryThenDo({
    document: CorrectReviewDocument,
    input: { id: record.runId, partner: record.result.partnerId, reason: reason.trim() },
    errorsOf: data => data.correctReview.errors,
    wouldOf: ({ correctReview: { correction } }) =>
      `${correction?.effectText ?? ''} ${correction?.text ?? ''}`,
    done: () => {
      toast(t('review.corrected'));
      done();
      close();
    },
  });
  return (
    <ReasonedForm
      title={`${t('review.correct')} · ${record.result.partnerName}`}
      reason={reason}
      setReason={text => {
        setReason(text);
        asked.change();
      }}
      would={asked.would}
      before={t('review.correct.dry')}
      verb={t('review.correct')}
      asked={asked}
      check={() => true}
      close={close}
    />
  );
}
