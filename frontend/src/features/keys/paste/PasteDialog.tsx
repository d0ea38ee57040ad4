import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { CopyButton } from '@/components/ui/CopyButton';
import { Dialog } from '@/components/ui/Dialog';
import { KeyNumber } from '@/components/ui/KeyNumber';
import { ErrorState } from '@/components/ui/Problems';
import { ScrollRegion } from '@/components/ui/ScrollRegion';
import { StatusBadge } from '@/components/ui/StatusBadge';
import { useClients } from '@/lib/graphql/ClientsProvider';
import type { Problem } from '@/lib/graphql/problem';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import type { MatchKeysQuery } from '@/generated/gql/graphql';
import { MatchKeysDocument } from '../queries';
import { choose } from '../selection';
import { parsePaste } from './parsePaste';
import classes from './PasteDialog.module.css';

type Matched = MatchKeysQuery['matchKeys']['matched'];

interface Answer {
  matched: Matched;
  unknown: string[];
  malformed: string[];
  duplicates: string[];
}

/** The API takes so many numbers at once. */
const AT_ONCE = 500;

/** Keys as they come from a spreadsheet: which are yours, which are not, which are none; then act on them. */
export default function PasteDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { uncached } = useClients();
  const [text, setText] = useState('');
  const [asking, setAsking] = useState(false);
  const [answer, setAnswer] = useState<Answer>();
  const [problem, setProblem] = useState<Problem>();

  const look = async () => {
    const { numbers, malformed, duplicates } = parsePaste(text);
    const found: Answer = { matched: [], unknown: [], malformed, duplicates };
    setAsking(true);
    setProblem(undefined);
    for (let start = 0; start < numbers.length; start += AT_ONCE) {
      const some = numbers.slice(start, start + AT_ONCE);
      const result = await uncached.query(MatchKeysDocument, { numbers: some }).toPromise();
      if (!result.data) {
        if (result.error) setProblem(toProblem(result.error));
        setAsking(false);
        return;
      }
      const { matched, unknown, malformed: bad, duplicates: twice } = result.data.matchKeys;
      found.matched = [...found.matched, ...matched];
      found.unknown.push(...unknown);
      found.malformed.push(...bad);
      found.duplicates.push(...twice);
    }
    setAsking(false);
    setAnswer(found);
  };

  return (
    <Dialog title={t('keys.paste.title')} onClose={onClose}>
      {answer ? (
        <div className="stack">
          <p role="status">{t('keys.paste.matched', { count: answer.matched.length })}</p>
          {answer.matched.length > 0 ? (
            <ScrollRegion
              className={classes.list}
              label={t('keys.paste.matched', { count: answer.matched.length })}
            >
              <ul>
                {answer.matched.map(key => (
                  <li key={key.id} className={classes.line}>
                    <KeyNumber number={key.number} />
                    <span className={classes.customer}>{key.customer.name}</span>
                    <StatusBadge status={key.status} />
                  </li>
                ))}
              </ul>
            </ScrollRegion>
          ) : null}
          <Rest text={t('keys.paste.unknown', { count: answer.unknown.length })} items={answer.unknown} />
          <Rest
            text={t('keys.paste.malformed', { count: answer.malformed.length })}
            items={answer.malformed}
          />
          <Rest text={t('keys.paste.twice', { count: answer.duplicates.length })} items={answer.duplicates} />
          <div className="row">
            <Button
              disabled={answer.matched.length === 0}
              onClick={() => {
                choose(answer.matched);
                onClose();
              }}
            >
              {t('keys.paste.choose', { count: answer.matched.length })}
            </Button>
            <Button variant="default" onClick={() => setAnswer(undefined)}>
              {t('keys.paste.again')}
            </Button>
          </div>
        </div>
      ) : (
        <form
          className="stack"
          onSubmit={event => {
            event.preventDefault();
            void look();
          }}
        >
          <Textarea
            label={t('keys.paste.label')}
            description={t('keys.paste.hint')}
            rows={10}
            data-autofocus
            spellCheck={false}
            value={text}
            onChange={event => setText(event.currentTarget.value)}
          />
          {problem ? <ErrorState object={t('keys.object.list')} problem={problem} /> : null}
          <div className="row">
            <Button type="submit" loading={asking} disabled={text.trim() === ''}>
              {t('keys.paste.look')}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

function Rest({ text, items }: { text: string; items: readonly string[] }) {
  const t = useT();
  if (items.length === 0) return null;
  return (
    <details className={classes.rest}>
      <summary>{text}</summary>
      <ul>
        {items.map((item, index) => (
          <li key={`${index}${item}`}>
            <code>{item}</code>
          </li>
        ))}
      </ul>
      <CopyButton read={() => items.join('\n')}>{t('keys.bulk.copy')}</CopyButton>
    </details>
  );
}
