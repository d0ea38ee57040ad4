import { Link } from '@tanstack/react-router';
import type { MessageId } from '@/lib/i18n/useT';
import { useT } from '@/lib/i18n/useT';
import classes from './Help.module.css';

const shortcuts: readonly [string, MessageId][] = [
  ['Ctrl K', 'app.help.palette'],
  ['J', 'app.help.next'],
  ['K', 'app.help.previous'],
  ['← ↑ → ↓', 'app.help.heat'],
];

export default function Help() {
  const t = useT();
  return (
    <div className="stack">
      <p className={classes.head}>{t('app.help.keys')}</p>
      <dl className={classes.keys}>
        {shortcuts.map(([keys, text]) => (
          <div key={text}>
            <dt>
              <kbd className={classes.kbd}>{keys}</kbd>
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
  );
}
