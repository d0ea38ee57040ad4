import { useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useQuery } from 'urql';
import { CopyLink } from '@/components/ui/CopyButton';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { Loaded } from '@/components/ui/Loaded';
import { More } from '@/components/ui/More';
import { Page } from '@/components/ui/Page';
import { useT } from '@/lib/i18n/useT';
import { Adviser } from './Adviser';
import { Editions } from './Editions';
import { Prices, Vat } from './Prices';
import { CatalogueDocument } from './query';
import { Fallbacks, Lifecycle, Policy, Switches, Versions } from './Rules';
import { Sizes } from './Sizes';

/** The tenant's rules as data: every number the product decides by, with its version and source. */
export function CataloguePage() {
  const t = useT();
  const [result, again] = useQuery({ query: CatalogueDocument });
  const sections = [
    ['editions', t('catalogue.editions')],
    ['sizes', t('catalogue.sizes')],
    ['adviser', t('catalogue.adviser')],
    ['policy', t('catalogue.policy')],
    ['fallback', t('catalogue.fallback')],
    ['versions', t('catalogue.versions')],
    ['lifecycle', t('catalogue.life')],
    ['prices', t('catalogue.prices')],
    ['vat', t('catalogue.vat')],
    ['switches', t('catalogue.switches')],
  ] as const;
  return (
    <Page
      title={t('catalogue.title')}
      actions={
        <More>
          <CopyAsGraphQL document={CatalogueDocument} variables={{}} />
          <CopyLink />
        </More>
      }
    >
      <p className="muted measure">{t('catalogue.text')}</p>
      <nav aria-label={t('catalogue.contents')} className="no-print">
        <ul className="row">
          {sections.map(([id, title]) => (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      <Loaded result={result} retry={() => again()} object={t('catalogue.object')} height={320} rows={3}>
        {({ catalogue }) => (
          <>
            <ToPlace />
            <Editions catalogue={catalogue} />
            <Sizes tables={catalogue.sizeTables} />
            <Adviser />
            <Policy catalogue={catalogue} />
            <Fallbacks catalogue={catalogue} />
            <Versions catalogue={catalogue} />
            <Lifecycle catalogue={catalogue} />
            <Prices catalogue={catalogue} />
            <Vat catalogue={catalogue} />
            <Switches catalogue={catalogue} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** `/catalogue#sizes`: the section exists only once the catalogue has arrived, so one is taken there then. */
function ToPlace() {
  const hash = useLocation({ select: location => location.hash });
  useEffect(() => {
    if (hash !== '') document.getElementById(hash)?.scrollIntoView();
  }, [hash]);
  return null;
}
