import { Link } from '@tanstack/react-router';
import { useBasket } from '@/lib/basket';
import { useT } from '@/lib/i18n/useT';
import { useMe } from '@/lib/me';
import { places } from './nav';
import classes from './Nav.module.css';

export const NAV_ID = 'places';

/** Beside the page on a wide screen; a popover below the header on a narrow one. */
export function Nav() {
  const t = useT();
  const { permissions, tenant } = useMe();
  const basket = useBasket(tenant.slug).length;
  const open = places.filter(place => place.may === undefined || permissions.includes(place.may));
  const close = () => {
    const nav = document.getElementById(NAV_ID);
    if (nav?.matches(':popover-open')) nav.hidePopover();
  };
  return (
    <nav id={NAV_ID} popover="auto" aria-label={t('app.nav.label')} className={classes.nav}>
      <ul>
        {open.map(place => (
          <li key={place.to}>
            <Link
              to={place.to}
              onClick={close}
              className={classes.link}
              activeProps={{ className: classes.active ?? '', 'aria-current': 'page' }}
              activeOptions={{ exact: place.to === '/', includeSearch: false }}
            >
              {t(place.text)}
              {place.to === '/renewals/new' && basket > 0 ? (
                <span className={classes.count}>{basket}</span>
              ) : null}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
