import { describe, expect, it } from 'vitest';
import { columns, exampleFile } from './columns';

describe('example files', () => {
  it.each(['CUSTOMERS', 'KEYS', 'USAGE', 'TURNOVER', 'CERTIFICATES'] as const)(
    '%s: every row has a cell for every column',
    kind => {
      const rows = exampleFile(kind).trimEnd().split('\r\n');
      expect(rows).toHaveLength(3);
      for (const row of rows) expect(row.split(',')).toHaveLength(columns[kind].length);
      for (const column of columns[kind].filter(one => one.required)) {
        for (const example of column.examples) expect(example).not.toBe('');
      }
    },
  );
  it('keys name customers that the file of customers brings', () => {
    const brought = columns.CUSTOMERS.find(column => column.name === 'reference')?.examples;
    expect(columns.KEYS.find(column => column.name === 'customer_reference')?.examples).toEqual(brought);
  });
});
