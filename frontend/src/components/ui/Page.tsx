import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { settle } from '@/lib/navigation/arrival';

interface PageProps {
  title: string;
  /** What the heading shows, where it is more than the title. */
  heading?: ReactNode;
  /** Shown beside the title: a count, a status. */
  aside?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** The page is exactly as high as the window; its table scrolls inside. */
  fill?: boolean;
}

export function Page({ title, heading, aside, actions, children, fill = false }: PageProps) {
  useTitle(title);
  const shown = useRef<HTMLHeadingElement>(null);
  useEffect(() => settle(shown.current), []);
  return (
    <div className={fill ? 'page page-fill' : 'page'}>
      <div className="page-head">
        <div className="row">
          <h1 tabIndex={-1} ref={shown}>
            {heading ?? title}
          </h1>
          {aside}
        </div>
        {actions ? <div className="row no-print">{actions}</div> : null}
      </div>
      {children}
    </div>
  );
}

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Tessera`;
  }, [title]);
}
