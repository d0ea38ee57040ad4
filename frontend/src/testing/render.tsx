import { MantineProvider } from '@mantine/core';
import type { RenderResult } from '@testing-library/react';
import { render } from '@testing-library/react';
import type { ReactElement } from 'react';
import { IntlProvider } from 'react-intl';
import type { Language } from '@/lib/i18n/languages';
import { languages, locales } from '@/lib/i18n/languages';
import type { Messages } from '@/lib/i18n/texts';
import { theme } from '@/theme/theme';

const files = import.meta.glob<Messages>('../generated/messages/*/*.json', {
  import: 'default',
  eager: true,
});
const all = Object.fromEntries(
  languages.map(language => [
    language,
    Object.assign(
      {},
      ...Object.entries(files).flatMap(([path, texts]) =>
        path.endsWith(`/${language}.json`) ? [texts] : [],
      ),
    ) as Messages,
  ]),
);

/** A component under the real theme and real texts. */
export function show(element: ReactElement, language: Language = 'en'): RenderResult {
  const wrap = (children: ReactElement) => (
    <MantineProvider theme={theme} env="test" withCssVariables={false}>
      <IntlProvider locale={locales[language]} messages={all[language] ?? {}}>
        {children}
      </IntlProvider>
    </MantineProvider>
  );
  return render(element, { wrapper: ({ children }) => wrap(<>{children}</>) });
}
