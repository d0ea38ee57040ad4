import { PlainTable } from '@/components/ui/PlainTable';
import type { ImportKind } from '@/generated/schema';
import { useT } from '@/lib/i18n/useT';
import { columns } from './columns';
import classes from './Imports.module.css';
import { kindText } from './words';

/** What a file of this kind holds, column by column. */
export function Columns({ kind }: { kind: ImportKind }) {
  const t = useT();
  return (
    <details className={classes.columns}>
      <summary>{t('imports.columns')}</summary>
      <div className="stack">
        <p className="muted measure">{t('imports.columns.text')}</p>
        <PlainTable
          label={`${t('imports.columns')}: ${t(kindText[kind])}`}
          head={
            <>
              <th scope="col">{t('imports.column')}</th>
              <th scope="col">{t('imports.columns.holds')}</th>
              <th scope="col">{t('imports.columns.example')}</th>
            </>
          }
        >
          {columns[kind].map(({ name, text, examples, required }) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
                {required ? <span className={classes.needed}>{t('imports.columns.needed')}</span> : null}
              </th>
              <td>{t(text)}</td>
              <td>
                <code>{examples[0] || examples[1]}</code>
              </td>
            </tr>
          ))}
        </PlainTable>
      </div>
    </details>
  );
}
