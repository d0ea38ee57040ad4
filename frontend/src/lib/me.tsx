import { useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { createContext, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useMutation } from 'urql';
import { graphql } from '@/generated/gql';
import type { MeQuery } from '@/generated/gql/graphql';
import { useLanguage } from './i18n/LanguageProvider';
import { isLanguage } from './i18n/languages';
import type { Preferences } from './session/preferences';
import { readPreferences } from './session/preferences';

export const MeDocument = graphql(`
  query Me {
    me {
      name
      login
      language
      organisation
      role
      permissions
      preferences
      tenant {
        slug
        name
        currency
        timeZone
        languages
        today
      }
      partner {
        id
        name
      }
      viewing {
        id
        until
      }
      memberships {
        organisation
        role
        suspension {
          since
          reason
        }
        tenant {
          slug
          name
        }
      }
    }
  }
`);

const SavePreferencesDocument = graphql(`
  mutation SavePreferences($input: SavePreferencesInput!) {
    savePreferences(input: $input) {
      preferences
      errors {
        code
        message
      }
    }
  }
`);

type Answer = MeQuery['me'];

export interface Me extends Answer {
  tenant: NonNullable<Answer['tenant']>;
  role: NonNullable<Answer['role']>;
}

interface MeContext {
  me: Me;
  preferences: Preferences;
  prefer: (change: Partial<Preferences>) => void;
}

const Context = createContext<MeContext | null>(null);

export function MeProvider({ me, children }: { me: Me; children: ReactNode }) {
  const [preferences, setPreferences] = useState(() => readPreferences(me.preferences));
  // A change may come from a while ago (an undo): it is made to what is now.
  const latest = useRef(preferences);
  const [, save] = useMutation(SavePreferencesDocument);
  const { setLanguage } = useLanguage();
  // Mantine would hold transitions still with a style element, which the content security policy refuses.
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });

  const prefer = useCallback(
    (change: Partial<Preferences>) => {
      const next = { ...latest.current, ...change };
      latest.current = next;
      setPreferences(next);
      if (change.language) setLanguage(change.language);
      void save({ input: { preferences: next } });
    },
    [save, setLanguage],
  );

  const language = preferences.language ?? me.language;
  useEffect(() => {
    if (isLanguage(language)) setLanguage(language);
  }, [language, setLanguage]);
  useEffect(() => setColorScheme(preferences.scheme), [preferences.scheme, setColorScheme]);
  useEffect(() => {
    document.documentElement.dataset.density = preferences.density;
    try {
      localStorage.setItem('tessera.density', preferences.density);
    } catch {
      // The next first paint starts compact.
    }
  }, [preferences.density]);

  const value = useMemo(() => ({ me, preferences, prefer }), [me, preferences, prefer]);
  return <Context value={value}>{children}</Context>;
}

function useContextOfMe(): MeContext {
  const value = use(Context);
  if (!value) throw new Error('useMe outside MeProvider');
  return value;
}

export const useMe = (): Me => useContextOfMe().me;
/** May the reader do this at all? Whether it may be done to one key now, `Key.actions` says. */
export const useMay = (operation: string): boolean => useMe().permissions.includes(operation);
export function usePreferences(): [Preferences, MeContext['prefer']] {
  const { preferences, prefer } = useContextOfMe();
  return [preferences, prefer];
}
