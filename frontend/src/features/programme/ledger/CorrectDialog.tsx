import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { ReasonedForm } from '@/components/sales/dry/ReasonedForm';
import { useDryThenDo } from '@/components/sales/dry/useDryThenDo';
import { toast } from '@/components/ui/toasts';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import { CorrectPointsDocument } from '../documents';
import { readPoints } from './points';

interface CorrectDialogProps {
  partner: string;
  name: string;
  today: string;
  close: () => void;
}

/** Points added or taken with a reason; asked dry first, so that a level it would reach is seen before it holds. */
export default function CorrectDialog({ partner, name, today, close }: CorrectDialogProps) {
  const t = useT();
  const format = useFormat();
  const [typed, setTyped] = useState('');
  const [countsOn, setCountsOn] = useState(today);
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string>();
  const points = readPoints(typed);
  const asked = useDryThenDo({
    document: CorrectPointsDocument,
    input: { id: partner, points: points ?? 0, countsOn: countsOn || null, reason: reason.trim() },
    errorsOf: data => data.correctPoints.errors,
    wouldOf: ({ correctPoints: { level } }) => ({
      level: level?.level ?? t('programme.level.none'),
      points: format.number(level?.standing?.points ?? 0),
    }),
    done: () => {
      toast(t('programme.corrected'));
      close();
    },
  });
  const change = (set: (text: string) => void) => (text: string) => {
    set(text);
    setWrong(undefined);
    asked.change();
  };
  return (
    <ReasonedForm
      title={`${t('programme.correct')} · ${name}`}
      reason={reason}
      setReason={change(setReason)}
      would={asked.would && t('programme.correct.would', asked.would)}
      before={t('programme.correct.dry')}
      verb={t('programme.correct')}
      asked={asked}
      check={() => {
        setWrong(points === undefined ? t('programme.correct.wrong') : undefined);
        return points !== undefined;
      }}
      close={close}
    >
      <TextInput
        label={t('programme.correct.points')}
        description={t('programme.correct.points.what')}
        inputMode="text"
        autoComplete="off"
        value={typed}
        error={wrong}
        onChange={event => change(setTyped)(event.currentTarget.value)}
      />
      <TextInput
        label={t('programme.countsOn')}
        type="date"
        max={today}
        value={countsOn}
        onChange={event => change(setCountsOn)(event.currentTarget.value)}
      />
    </ReasonedForm>
  );
}
