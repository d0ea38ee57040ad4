import type { ReactNode } from 'react';
import { PlainTable } from '@/components/ui/PlainTable';
import { Badge } from '@/components/ui/StatusBadge';
import type { Tone } from '@/lib/words';

interface Weighed {
  code: string;
  name: string;
  held: boolean;
}

interface People {
  path: string;
  actual: number;
  required: number;
}

interface CriteriaTableProps<Level extends Weighed> {
  label: string;
  /** Above the names of the levels. */
  title: string;
  held: { tone: Tone; text: string };
  levels: readonly Level[];
  columns: readonly { title: string; numeric?: boolean; of: (level: Level) => ReactNode }[];
}

/** Levels one below the other; what each asks for is the caller's. */
export function CriteriaTable<Level extends Weighed>({
  label,
  title,
  held,
  levels,
  columns,
}: CriteriaTableProps<Level>) {
  const look = (numeric?: boolean) => (numeric ? { className: 'numeric' } : {});
  return (
    <PlainTable
      label={label}
      head={
        <>
          <th scope="col">{title}</th>
          {columns.map(column => (
            <th key={column.title} scope="col" {...look(column.numeric)}>
              {column.title}
            </th>
          ))}
        </>
      }
    >
      {levels.map(level => (
        <tr key={level.code}>
          <th scope="row">
            {level.name} {level.held ? <Badge tone={held.tone}>{held.text}</Badge> : null}
          </th>
          {columns.map(column => (
            <td key={column.title} {...look(column.numeric)}>
              {column.of(level)}
            </td>
          ))}
        </tr>
      ))}
    </PlainTable>
  );
}

/** The certified people a level asks for, path by path; a dash where it asks for none. */
export const peopleText = (certificates: readonly People[], say: (people: People) => string) =>
  certificates.length === 0 ? '–' : certificates.map(say).join(', ');
