import type { ReactNode } from 'react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { ErrorState } from '@/components/ui/Problems';
import { useT } from '@/lib/i18n/useT';
import { withTexts } from '@/lib/lazyScreen';
import { readSession } from '@/lib/session/session';

const Plain = lazy(() => import('./Plain'));
const SignInPage = lazy(() => withTexts(() => import('./outside/SignInPage'), 'outside'));

type State = 'asking' | 'signedIn' | 'signedOut' | 'unreachable';

// Asked as soon as the script runs, while the texts are still on their way.
let first: Promise<boolean> | undefined = readSession().then(session => session.signedIn);
first.catch(() => undefined);

export function SessionGate({ children }: { children: ReactNode }) {
  const t = useT();
  const [state, setState] = useState<State>('asking');
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let current = true;
    const asked = first ?? readSession().then(session => session.signedIn);
    first = undefined;
    asked.then(
      signedIn => current && setState(signedIn ? 'signedIn' : 'signedOut'),
      () => current && setState('unreachable'),
    );
    return () => {
      current = false;
      first = asked;
    };
  }, [attempt]);

  if (state === 'signedIn') return children;
  if (state === 'signedOut') {
    return (
      <Suspense>
        <SignInPage />
      </Suspense>
    );
  }
  if (state === 'asking') return null;
  return (
    <Suspense>
      <Plain title="Tessera">
        <ErrorState
          object={t('app.object.session')}
          problem={{ code: 'OFFLINE', message: '' }}
          retry={() => {
            first = undefined;
            setState('asking');
            setAttempt(attempt + 1);
          }}
        />
      </Plain>
    </Suspense>
  );
}
