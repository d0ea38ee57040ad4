import type { ReactNode } from 'react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { ErrorState } from '@/components/ui/Problems';
import { openChanges } from '@/lib/changes';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import { withTexts } from '@/lib/lazyScreen';
import type { Me } from '@/lib/me';
import { MeDocument, MeProvider } from '@/lib/me';

const Plain = lazy(() => import('./Plain'));
const NoMembership = lazy(() => withTexts(() => import('./outside/NoMembership'), 'outside'));

/** Who is here, and where do they belong; only with both does the rest of the page exist. */
export function MeGate({ children }: { children: ReactNode }) {
  const t = useT();
  const [{ data, error }, again] = useQuery({ query: MeDocument });
  // Kept over a change of language (a new client, an empty cache), so that nobody loses their place.
  const [known, setKnown] = useState<Me>();
  const answer = data?.me;
  const arrived = answer?.tenant && answer.role ? (answer as Me) : undefined;
  if (arrived && arrived !== known) setKnown(arrived);
  const here = known !== undefined;

  useEffect(() => (here ? openChanges() : undefined), [here]);

  if (known) return <MeProvider me={known}>{children}</MeProvider>;
  if (answer) {
    return (
      <Suspense>
        <NoMembership me={answer} />
      </Suspense>
    );
  }
  if (!error) return null;
  return (
    <Suspense>
      <Plain title="Tessera">
        <ErrorState object={t('app.object.session')} problem={toProblem(error)} retry={() => again()} />
      </Plain>
    </Suspense>
  );
}
