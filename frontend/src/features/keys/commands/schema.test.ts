import { describe, expect, it } from 'vitest';
import { commands, operationOf } from './commands';
import { schemaOf, toInput } from './schema';

const t = (id: string) => id;

describe('forms of commands', () => {
  it('asks only what it must, and says what is wrong by field', () => {
    const { fields } = commands.ReportUsage;
    const schema = schemaOf(fields, t);
    const empty = { usersAndExtensions: '', systemMailboxes: '', recycled: '', pbxVersion: '' };
    const wrong = schema.safeParse({ ...empty, recycled: '-1' });
    expect(wrong.error?.issues.map(issue => [issue.path[0], issue.message])).toEqual([
      ['usersAndExtensions', 'keys.field.missing'],
      ['recycled', 'keys.field.noCount'],
    ]);
    expect(schema.safeParse({ ...empty, usersAndExtensions: '40' }).success).toBe(true);
    expect(schema.safeParse({ ...empty, usersAndExtensions: '99999999999' }).success).toBe(false);
  });
  it('sends numbers as numbers and leaves out the empty', () => {
    expect(toInput(commands.RenewKey.fields, { years: '2', paidOn: '' })).toEqual({ years: 2 });
  });
  it('knows an operation by class or mutation', () => {
    expect(operationOf('renewKey')).toBe('RenewKey');
    expect(operationOf('TradeInKey')).toBe('TradeInKey');
    expect(operationOf('dropTable')).toBeUndefined();
  });
});
