import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { IntlProvider } from 'react-intl';
import type * as Urql from 'urql';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { useMake } from './useMake';

const mutation = vi.fn();
vi.mock('urql', async original => ({
  ...(await original<typeof Urql>()),
  useClient: () => ({
    mutation: (...given: unknown[]) => ({ toPromise: () => mutation(...given) as unknown }),
  }),
}));

const gross = { minor: 115_168, currency: 'EUR' };
const ask = { payer: 'CUSTOMER' as const, lines: [{ keyId: 'key_1', years: 1 }] };
const terms = { poNumber: ' PO-1 ', note: '' };
const quote = { id: 'quote_1', number: 'Q-00001' };
const wrapper = ({ children }: { children: ReactNode }) => (
  <IntlProvider locale="en" messages={{ 'renewals.changedNow': 'moved' }}>
    {children}
  </IntlProvider>
);
const setUp = (now: object) => {
  const again = vi.fn();
  const priced = vi.fn().mockResolvedValue({ lines: [], ...now });
  const { result } = renderHook(() => useMake({ ask: priced, again }), { wrapper });
  return { result, again };
};

describe('making a quote of what is shown', () => {
  beforeEach(() => {
    mutation.mockReset().mockResolvedValue({ data: { createQuote: { quote, errors: [] } } });
  });

  it('makes it at the amount that was shown, once per content', async () => {
    const { result } = setUp({ preview: { gross } });
    for (let click = 0; click < 2; click += 1) {
      await act(async () => {
        expect(await result.current.make('g', ask, terms, gross)).toEqual(quote);
      });
    }
    const [first, second] = mutation.mock.calls.map(call => (call[1] as { input: object }).input);
    expect(first).toMatchObject({ ...ask, poNumber: 'PO-1', note: null });
    // The same click twice is the same write.
    expect(second).toEqual(first);
  });
  it('makes nothing when the price moved between the look and the click', async () => {
    const { result, again } = setUp({ preview: { gross: { minor: 120_000, currency: 'EUR' } } });
    await act(async () => {
      expect(await result.current.make('g', ask, terms, gross)).toBeUndefined();
    });
    expect(mutation).not.toHaveBeenCalled();
    expect(again).toHaveBeenCalledOnce();
    expect(result.current.refused.g?.code).toBe('PRICE_CHANGED');
  });
  it('makes nothing in another currency, or when the dry run is refused', async () => {
    const other = setUp({ preview: { gross: { minor: gross.minor, currency: 'NOK' } } });
    await act(() => other.result.current.make('g', ask, terms, gross));
    const refused = setUp({ refused: { code: 'KEY_TWICE', message: 'twice' } });
    await act(() => refused.result.current.make('g', ask, terms, gross));
    expect(mutation).not.toHaveBeenCalled();
    expect(refused.result.current.refused.g?.code).toBe('KEY_TWICE');
  });
});
