import { lazy, Suspense } from 'react';
import { useMay } from '@/lib/me';
import classes from './PartnerPicker.module.css';

const PartnerSelect = lazy(() => import('./PartnerSelect'));

export interface PartnerPickerProps {
  label: string;
  /** Shown when none is chosen: "All partners". */
  placeholder: string;
  value: string | undefined;
  onChange: (partner: string | undefined) => void;
  /** In a form: a visible label above. */
  labelled?: boolean;
  error?: string | undefined;
}

/** One partner out of many, for those who may see them; nothing for everyone else. */
export function PartnerPicker(props: PartnerPickerProps) {
  if (!useMay('ListPartners')) return null;
  return (
    <div className={classes.place} data-labelled={props.labelled}>
      <Suspense>
        <PartnerSelect {...props} />
      </Suspense>
    </div>
  );
}
