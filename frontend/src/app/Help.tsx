import { ActionIcon, Kbd, Popover } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Icon } from '@/components/ui/icons';
import type { MessageId } from '@/lib/i18n/useT';
import { useT } from '@/lib/i18n/useT';
import classes from './Help.module.css';

const shortcuts: readonly [string, MessageId][] = [
  ['Ctrl K', 'app.help.palette'],
  ['J', 'app.help.next'],
  ['K', 'app.help.previous'],
  ['← ↑ → ↓', 'app.help.heat'],
];

export function Help() {
  const t = useT();
  return (
    <Popover position="bottom-end" width={296} withRoles>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size={32} aria-label={t('app.help')} title={t('app.help')}>
          <Icon name="help" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('app.help')}>
        <div className="stack">
          <p className={classes.head}>{t('app.help.keys')}</p>
          <dl className={classes.keys}>
            {shortcuts.map(([keys, text]) => (
              <div key={text}>
                <dt>
                  <Kbd className={classes.kbd ?? ''}>{keys}</Kbd>
                </dt>
                <dd>{t(text)}</dd>
              </div>
            ))}
          </dl>
          <p className="meta">{t('app.help.off')}</p>
          <ul className="stack">
            <li>
              <Link to="/permissions">{t('app.nav.permissions')}</Link>
            </li>
            <li>
              <a href="/graphiql">{t('app.help.graphiql')}</a>
            </li>
          </ul>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
