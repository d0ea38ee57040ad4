import { describe, expect, it } from 'vitest';
import { fieldChanges } from './changes';

describe('changes in the audit', () => {
  it('reads before and after', () => {
    expect(fieldChanges({ city: { from: null, to: 'Asolo' }, size: { from: 8, to: 16 } })).toEqual([
      { field: 'city', from: null, to: 'Asolo' },
      { field: 'size', from: 8, to: 16 },
    ]);
  });
  it('opens an id', () => {
    expect(fieldChanges({ partner: { from: { value: 'a' }, to: { value: 'b' } } })).toEqual([
      { field: 'partner', from: 'a', to: 'b' },
    ]);
  });
  it('shows what has no shape it knows, and nothing for nothing', () => {
    expect(fieldChanges({ note: ['a'] })).toEqual([{ field: 'note', from: null, to: ['a'] }]);
    expect(fieldChanges(null)).toEqual([]);
  });
});
