import type { ReactNode } from 'react';
import { createElement, useMemo, useState } from 'react';
import { Button } from '@mantine/core';
import { isLanguage, languageNames } from '@/lib/i18n/languages';
import { useT } from '@/lib/i18n/useT';
import classes from './mail.module.css';
import type { MailNode } from './mail';
import { readMail } from './mail';

export interface Mail {
  to?: string | null | undefined;
  from: string;
  subject: string;
  html: string;
  text: string;
  language: string;
}

/** A mail exactly as it will leave: to whom, from whom, subject, body; as people see it or as plain text. */
export function MailPreview({ mail }: { mail: Mail }) {
  const t = useT();
  const [plain, setPlain] = useState(false);
  const body = useMemo(() => readMail(mail.html), [mail.html]);
  return (
    <section className={classes.mail} aria-label={t('sales.mail.preview')}>
      <dl className={classes.head}>
        <dt>{t('sales.mail.to')}</dt>
        <dd>{mail.to ?? '–'}</dd>
        <dt>{t('sales.mail.from')}</dt>
        <dd>{mail.from}</dd>
        <dt>{t('sales.mail.subject')}</dt>
        <dd className={classes.subject} lang={mail.language}>
          {mail.subject}
        </dd>
        <dt>{t('sales.mail.language')}</dt>
        <dd>{isLanguage(mail.language) ? languageNames[mail.language] : mail.language}</dd>
      </dl>
      {plain ? (
        <pre className={classes.plain} lang={mail.language}>
          {mail.text}
        </pre>
      ) : (
        <div className={classes.body} lang={mail.language}>
          {body.map(draw)}
        </div>
      )}
      <div>
        <Button size="compact-xs" variant="subtle" onClick={() => setPlain(!plain)}>
          {t(plain ? 'sales.mail.html' : 'sales.mail.plain')}
        </Button>
      </div>
    </section>
  );
}

const empty = new Set(['br', 'hr']);
const layout = new Set(['table', 'tbody', 'thead', 'tr', 'td', 'th']);

/** Links do not lead anywhere in a preview: a click would count as the customer's. Headings and tables are drawn, not announced. */
function draw(node: MailNode, index: number): ReactNode {
  if (typeof node === 'string') return node;
  const children = empty.has(node.tag) ? undefined : node.children.filter(fits(node.tag)).map(draw);
  if (node.tag === 'a') {
    return (
      <span key={index} className={classes.link} style={node.style} title={node.href}>
        {children}
      </span>
    );
  }
  const heading = /^h[1-3]$/.test(node.tag);
  return createElement(
    heading ? 'p' : node.tag,
    {
      key: index,
      style: node.style,
      className: heading ? classes.heading : undefined,
      ...(layout.has(node.tag) ? { role: 'presentation' } : {}),
    },
    children,
  );
}

/** White space between rows and cells is no child a table may have. */
const fits = (parent: string) => (child: MailNode) =>
  typeof child !== 'string' || child.trim() !== '' || !/^(?:table|tbody|thead|tr)$/.test(parent);
