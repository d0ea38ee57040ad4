import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { RouterProvider } from '@tanstack/react-router';
import { Toasts } from '@/components/ui/toasts';
import { ClientsProvider } from '@/lib/graphql/ClientsProvider';
import { LanguageProvider } from '@/lib/i18n/LanguageProvider';
import { theme } from '@/theme/theme';
import { MeGate } from './MeGate';
import { router } from './router';
import { SessionGate } from './SessionGate';

const schemes = localStorageColorSchemeManager({ key: 'tessera.scheme' });

export function App() {
  return (
    <MantineProvider
      theme={theme}
      colorSchemeManager={schemes}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
      deduplicateCssVariables={false}
    >
      <LanguageProvider>
        <SessionGate>
          <ClientsProvider>
            <MeGate>
              <RouterProvider router={router} />
            </MeGate>
          </ClientsProvider>
        </SessionGate>
        <Toasts />
      </LanguageProvider>
    </MantineProvider>
  );
}
