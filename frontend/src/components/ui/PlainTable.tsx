import type { ReactNode } from 'react';
import classes from './PlainTable.module.css';
import { ScrollRegion } from './ScrollRegion';

/** A short table as it stands: scrolls sideways inside itself where it does not fit. */
export function PlainTable({
  label,
  head,
  children,
}: {
  label: string;
  head: ReactNode;
  children: ReactNode;
}) {
  return (
    <ScrollRegion label={label} className={classes.scroller}>
      <table className={classes.table}>
        <thead>
          <tr>{head}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </ScrollRegion>
  );
}
