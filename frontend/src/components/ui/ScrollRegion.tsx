import type { ReactNode, Ref } from 'react';

interface ScrollRegionProps {
  label: string;
  className: string | undefined;
  children: ReactNode;
  ref?: Ref<HTMLDivElement>;
  /** The router keeps where it was scrolled to under this name. */
  restoredAs?: string;
}

/** What scrolls inside itself: a named region that is reachable without a mouse. */
export function ScrollRegion({ label, className, children, ref, restoredAs }: ScrollRegionProps) {
  return (
    <div
      ref={ref}
      className={className}
      data-scroll-restoration-id={restoredAs}
      role="region"
      aria-label={label}
      // The rule knows widgets only; WCAG 2.1.1 asks that whatever scrolls can be scrolled with the keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {children}
    </div>
  );
}
