import { Button, Checkbox } from '@mantine/core';
import { useT } from '@/lib/i18n/useT';
import { usePreferences } from '@/lib/me';
import { Icon } from '../icons';
import { Popup } from '../Popup';
import type { Column } from './columns';
import { hiddenColumns } from './hidden';

/** Which columns the reader wants to see; kept with their preferences. */
export function ColumnChooser<Row>({ id, columns }: { id: string; columns: readonly Column<Row>[] }) {
  const t = useT();
  const [preferences, prefer] = usePreferences();
  const hidden = hiddenColumns(columns, preferences.hidden[id]);
  const show = (column: string, shown: boolean) => {
    const rest = hidden.filter(name => name !== column);
    prefer({ hidden: { ...preferences.hidden, [id]: shown ? rest : [...rest, column] } });
  };
  return (
    <Popup
      label={t('ui.table.columns')}
      opener={props => (
        <Button {...props} variant="default" size="xs" leftSection={<Icon name="columns" size={14} />}>
          {t('ui.table.columns')}
        </Button>
      )}
    >
      <div className="stack">
        {columns
          .filter(column => !column.fixed)
          .map(column => (
            <Checkbox
              key={column.id}
              size="xs"
              label={column.header}
              checked={!hidden.includes(column.id)}
              onChange={event => show(column.id, event.currentTarget.checked)}
            />
          ))}
      </div>
    </Popup>
  );
}
