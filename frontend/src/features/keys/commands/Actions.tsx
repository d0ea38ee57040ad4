import { Button } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Icon } from '@/components/ui/icons';
import { closePopup, Popup } from '@/components/ui/Popup';
import { toast } from '@/components/ui/toasts';
import { useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import { useFormat } from '@/lib/useFormat';
import type { KeyDetail } from '../detail/documents';
import { BasketButton } from './BasketButton';
import { commands, operationOf } from './commands';
import classes from './commands.module.css';
import type { CommandResult, Operation } from './documents';
import { undoOf } from './undo';
import { useUndo } from './useUndo';

const CommandDialog = lazy(() => import('./CommandDialog'));

interface ActionsProps {
  subject: KeyDetail;
  /** Which command is open, if any: banners open them too. */
  opened: Operation | undefined;
  open: (operation: Operation | undefined) => void;
  onNewNumber: (number: string) => void;
}

interface Offer {
  operation: Operation;
  refusal: string | undefined;
  rule: string | undefined;
}

/** What the reader may do with this key: those possible now first, then the others, each with the reason. */
export function Actions({ subject, opened, open, onNewNumber }: ActionsProps) {
  const t = useT();
  const format = useFormat();
  const { permissions } = useMe();
  const mine = new Set(permissions.map(name => name.toLowerCase()));
  const offers = subject.actions.flatMap<Offer>(({ operation: name, allowed, refusal }) => {
    const operation = operationOf(name);
    if (!operation || !mine.has(operation.toLowerCase())) return [];
    return [
      {
        operation,
        refusal: allowed ? undefined : (refusal?.message ?? t('keys.action.notNow')),
        rule: refusal?.rule ?? undefined,
      },
    ];
  });
  const first = offers.find(
    ({ operation, refusal }) =>
      refusal === undefined && (operation === 'RenewKey' || operation === 'RenewMaintenance'),
  );
  const rest = offers
    .filter(offer => offer !== first)
    .sort((a, b) => Number(!!a.refusal) - Number(!!b.refusal));
  const price = subject.renewalPrice;
  const takeBack = useUndo();

  const done = (result: CommandResult) => {
    if (opened) {
      const undo = undoOf(opened, subject, result.key, t('keys.undo.reason'));
      const text = t('keys.done', { what: t(commands[opened].title) });
      toast(text, undo && (() => takeBack(undo, opened)));
    }
    open(undefined);
    if (result.number) onNewNumber(result.number);
  };
  return (
    <>
      {first ? (
        <Button size="xs" onClick={() => open(first.operation)}>
          {price
            ? `${t(commands[first.operation].title)} · ${format.money(price.minor, price.currency)}`
            : t(commands[first.operation].title)}
        </Button>
      ) : null}
      <BasketButton subject={subject} first={first === undefined} />
      {rest.length > 0 ? (
        <Popup
          label={t('keys.actions')}
          width={300}
          opener={props => (
            <Button {...props} size="xs" variant="default" rightSection={<Icon name="down" size={12} />}>
              {t('keys.actions')}
            </Button>
          )}
        >
          <ul>
            {rest.map(({ operation, refusal, rule }) => (
              <li key={operation} className={classes.action}>
                <Button
                  size="xs"
                  variant="subtle"
                  fullWidth
                  justify="start"
                  disabled={refusal !== undefined}
                  onClick={event => {
                    closePopup(event.currentTarget);
                    open(operation);
                  }}
                >
                  {t(commands[operation].title)}
                </Button>
                {refusal ? (
                  <p className={classes.reason}>
                    {refusal} {rule ? `(${rule})` : ''}
                  </p>
                ) : null}
              </li>
            ))}
          </ul>
        </Popup>
      ) : null}
      {opened ? (
        <Suspense>
          <CommandDialog
            key={opened}
            operation={opened}
            subject={subject}
            onClose={() => open(undefined)}
            onDone={done}
          />
        </Suspense>
      ) : null}
    </>
  );
}
