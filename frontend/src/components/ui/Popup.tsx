import type { ReactNode, ToggleEvent } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import classes from './Popup.module.css';

interface PopupProps {
  label: string;
  /** Pixels; known beforehand, so that the place is right in the first frame. */
  width?: number;
  /** Gets the props that make it the opener: spread them on a button. */
  opener: (props: { popoverTarget: string }) => ReactNode;
  children: ReactNode;
}

const GAP = 4;
const EDGE = 8;
const ROOM = 200;

/**
 * The browser's own popover under a button: light dismissal, Escape and the way of the focus come with it.
 * Its contents exist only while it is open.
 */
export function Popup({ label, width = 240, opener, children }: PopupProps) {
  const id = useId();
  const popup = useRef<HTMLDivElement>(null);
  const anchor = useRef<HTMLSpanElement>(null);
  const [opened, setOpened] = useState(false);

  const place = () => {
    const target = anchor.current?.firstElementChild?.getBoundingClientRect();
    const style = popup.current?.style;
    if (!target || !style) return;
    const wide = Math.min(width, innerWidth - 2 * EDGE);
    const below = innerHeight - target.bottom - GAP - EDGE;
    const above = target.top - GAP - EDGE;
    const up = below < ROOM && above > below;
    style.width = `${wide}px`;
    style.left = `${Math.max(EDGE, Math.min(target.left, innerWidth - wide - EDGE))}px`;
    style.top = up ? 'auto' : `${target.bottom + GAP}px`;
    style.bottom = up ? `${innerHeight - target.top + GAP}px` : 'auto';
    style.maxHeight = `${up ? above : below}px`;
  };
  const latest = useRef(place);
  useEffect(() => {
    latest.current = place;
  });
  useEffect(() => {
    if (!opened) return;
    const follow = () => latest.current();
    window.addEventListener('scroll', follow, { capture: true, passive: true });
    window.addEventListener('resize', follow);
    return () => {
      window.removeEventListener('scroll', follow, { capture: true });
      window.removeEventListener('resize', follow);
    };
  }, [opened]);

  const onToggle = (event: ToggleEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget) return;
    const open = event.newState === 'open';
    if (open) place();
    setOpened(open);
  };
  return (
    <>
      <span ref={anchor} className={classes.anchor}>
        {opener({ popoverTarget: id })}
      </span>
      <div
        ref={popup}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        className={classes.popup}
        onBeforeToggle={onToggle}
      >
        {opened ? children : null}
      </div>
    </>
  );
}

/** Closes the popup an element stands in, after a choice that is final. */
export function closePopup(from: Element): void {
  from.closest<HTMLElement>('[popover]')?.hidePopover();
}
