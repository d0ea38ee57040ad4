import type { ReactNode } from 'react';
import type { Amount } from '@/components/ui/MoneyText';
import { useT } from '@/lib/i18n/useT';
import { useFormat } from '@/lib/useFormat';
import classes from './paper.module.css';

export interface PaperLine {
  id: string;
  number: string;
  /** What it is, for whom, from when to when; each a line of its own. */
  text: readonly string[];
  /** How the amount came about, short. */
  steps: readonly string[];
  net: Amount;
}

interface PaperProps {
  /** "Quote Q-00012". */
  title: string;
  language: string;
  facts: readonly (readonly [name: string, value: string])[];
  seller: readonly string[];
  buyer: readonly string[];
  lines: readonly PaperLine[];
  net: Amount;
  vat: Amount;
  gross: Amount;
  /** What the law and the rules want said, each a paragraph. */
  legal: readonly string[];
  children?: ReactNode;
}

/** One sheet as it lies on a desk: A4, the same on the screen and on paper, no colour needed to read it. */
export function Paper(props: PaperProps) {
  const { title, language, facts, seller, buyer, lines, net, vat, gross, legal, children } = props;
  const t = useT();
  const format = useFormat();
  const money = ({ minor, currency }: Amount) => format.money(minor, currency);
  return (
    <article className={classes.paper} lang={language} aria-label={title}>
      <header className={classes.head}>
        <address className={classes.party}>
          {seller.map((text, index) => (
            <span key={text} className={index === 0 ? classes.name : undefined}>
              {text}
            </span>
          ))}
        </address>
        <dl className={classes.facts}>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </header>
      <div>
        <p className={classes.label}>{t('sales.paper.to')}</p>
        <address className={classes.party}>
          {buyer.map((text, index) => (
            <span key={text} className={index === 0 ? classes.name : undefined}>
              {text}
            </span>
          ))}
        </address>
      </div>
      <h2 className={classes.title}>{title}</h2>
      <table className={classes.lines}>
        <thead>
          <tr>
            <th scope="col">{t('sales.paper.key')}</th>
            <th scope="col">{t('sales.paper.what')}</th>
            <th scope="col" className="numeric">
              {t('sales.net')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(line => (
            <tr key={line.id}>
              <th scope="row">{line.number}</th>
              <td>
                {line.text.map((text, index) => (
                  <p key={text} className={index === 0 ? undefined : classes.small}>
                    {text}
                  </p>
                ))}
                {line.steps.length > 0 ? <p className={classes.small}>{line.steps.join(' · ')}</p> : null}
              </td>
              <td className="numeric">{money(line.net)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className={classes.totals}>
        <dt>{t('sales.net')}</dt>
        <dd>{money(net)}</dd>
        <dt>{t('sales.vat')}</dt>
        <dd>{money(vat)}</dd>
        <dt className={classes.gross}>{t('sales.gross')}</dt>
        <dd className={classes.gross}>{money(gross)}</dd>
      </dl>
      <footer className={classes.legal}>
        {legal.map(text => (
          <p key={text}>{text}</p>
        ))}
        {children}
      </footer>
    </article>
  );
}
