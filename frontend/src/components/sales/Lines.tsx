import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { DateText } from '@/components/ui/DateText';
import { RuleHint } from '@/components/ui/Explain';
import { KeyNumber } from '@/components/ui/KeyNumber';
import { T, useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import { editionName } from '@/lib/words';
import { Derivation } from './Derivation';
import type { SalesLine } from './lines';
import { byCustomer } from './lines';
import classes from './sales.module.css';
import { lineKindWord } from './words';

interface LinesProps {
  lines: readonly SalesLine[];
  /** Whose lines these are is said above them already. */
  oneCustomer?: boolean;
  /** What can be done with a line: its years, taking it out. */
  control?: (line: SalesLine) => ReactNode;
  /** Under a line: an acknowledgement to give. */
  below?: (line: SalesLine) => ReactNode;
}

/** The lines of one quote under their customers, each with what it is, how long it runs and what it costs. */
export function Lines({ lines, oneCustomer = false, control, below }: LinesProps) {
  return (
    <div className="stack">
      {byCustomer(lines).map(group => (
        <div key={group.id} className={classes.group}>
          {oneCustomer || group.name === '' ? null : (
            <h3>
              <Link to="/customers/$id" params={{ id: group.id }}>
                {group.name}
              </Link>
            </h3>
          )}
          <ul>
            {group.lines.map(line => (
              <Line key={line.keyId} line={line} control={control?.(line)} below={below?.(line)} />
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

export function useLineTitle(): (line: SalesLine) => string {
  const t = useT();
  return line =>
    [
      line.kind ? t(lineKindWord[line.kind]) : '',
      line.edition && line.size != null ? `${editionName[line.edition]} ${line.size}` : '',
      t('sales.years', { years: line.years }),
    ]
      .filter(part => part !== '')
      .join(' · ');
}

function Line({ line, control, below }: { line: SalesLine; control: ReactNode; below: ReactNode }) {
  const title = useLineTitle()(line);
  return (
    <li className={classes.line} data-refused={line.refusal ? true : undefined}>
      <span>
        <Link to="/keys/$id" params={{ id: line.keyId }} search={{}}>
          <KeyNumber number={line.number ?? line.keyId} />
        </Link>
      </span>
      <span>{title}</span>
      <span>
        {line.from && line.to ? (
          <>
            <DateText day={line.from} plain /> – <DateText day={line.to} plain />
          </>
        ) : null}
      </span>
      <span className={classes.end}>
        {control}
        {line.net ? (
          <Derivation amount={line.net} steps={line.steps} title={`${line.number ?? ''} · ${title}`} />
        ) : null}
      </span>
      <div className={classes.notes}>
        <LineNotes line={line} />
        {below}
      </div>
    </li>
  );
}

/** What one should know of the line: why it is refused, what it warns of, its maximum, and what ends without it. */
function LineNotes({ line }: { line: SalesLine }) {
  const t = useT();
  const { tenant } = useMe();
  const { refusal } = line;
  if (refusal) {
    return (
      <p className={classes.refusal} role="alert">
        {refusal.message} {refusal.remedy ?? ''} <span className="meta">{refusal.rule ?? refusal.code}</span>
      </p>
    );
  }
  return (
    <>
      {line.keyLastDay && line.to ? (
        <p className="muted">
          <T
            id={
              line.kind === 'MAINTENANCE'
                ? line.keyLastDay >= tenant.today
                  ? 'sales.dates.maintenance'
                  : 'sales.dates.gap'
                : line.keyLastDay >= tenant.today
                  ? 'sales.dates.before'
                  : 'sales.dates.after'
            }
            values={{ day: <DateText day={line.keyLastDay} plain />, to: <DateText day={line.to} plain /> }}
          />
        </p>
      ) : null}
      {line.maxExtensions == null ? null : (
        <p className={line.over ? classes.warning : 'muted'}>
          {line.counted == null
            ? t('sales.max', { max: line.maxExtensions })
            : t('sales.maxCounted', { max: line.maxExtensions, counted: line.counted })}
          {line.acknowledgement === 'GIVEN' ? ` ${t('sales.acknowledged')}` : ''}
        </p>
      )}
      {line.warnings.map(warning => (
        <p key={warning.code} className={classes.warning}>
          {warning.text}{' '}
          {warning.rule ? <RuleHint rule={{ rule: warning.rule, text: warning.text }} /> : null}
        </p>
      ))}
      {line.ifNotRenewed ? <p className="muted">{line.ifNotRenewed}</p> : null}
      {line.stops.length > 0 && line.stopsOn ? (
        <details>
          <summary>
            <T
              id="sales.stops"
              values={{ count: line.stops.length, day: <DateText day={line.stopsOn} plain /> }}
            />
          </summary>
          {line.stops.map(stop => stop.text).join(' · ')}
        </details>
      ) : null}
    </>
  );
}
