import { describe, expect, it } from 'vitest';
import { readKeysSearch, toFilter, toSearch } from './lists/keyFilter';
import { parseSearch, stringifySearch } from './search';

describe('filters and addresses', () => {
  it('writes what people would write', () => {
    expect(
      stringifySearch({ status: ['FALLBACK', 'EXPIRED'], over: true, q: 'Rossi & figli', size: [8, 16] }),
    ).toBe('?status=FALLBACK,EXPIRED&over=yes&q=Rossi+%26+figli&size=8,16');
  });
  it('comes back as it went', () => {
    const search = readKeysSearch({
      q: 'è "100%", +39',
      status: ['ACTIVE'],
      size: [1024],
      from: '2026-01-31',
      over: true,
    });
    expect(readKeysSearch(parseSearch(stringifySearch({ ...search })))).toEqual(search);
  });
  it('leaves out what does not fit', () => {
    expect(
      readKeysSearch({
        status: 'NONSENSE',
        size: 'x,-1,8',
        from: '2026-02-30',
        partner: 'customer_1',
        sort: '; drop',
        q: '  ',
      }),
    ).toEqual({ size: [8] });
  });
  it('leaves the default order out of the address', () => {
    expect(readKeysSearch({ sort: 'EXPIRY' })).toEqual({});
    expect(readKeysSearch({ sort: 'SIZE_DESC' })).toEqual({ sort: 'SIZE_DESC' });
  });
  it('reads a filter the server suggests', () => {
    const filter = { expiresFrom: '2026-01-01', expiresTo: '2026-01-31', status: ['ACTIVE'] };
    expect(toFilter(toSearch(filter))).toEqual(filter);
    expect(toSearch(null)).toEqual({});
  });
});
