import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { show } from '@/testing/render';
import { SearchBox } from './SearchBox';

describe('SearchBox', () => {
  it('asks once typing pauses, not for every letter', async () => {
    const asked = vi.fn();
    show(<SearchBox label="Search customers" value="" onSettle={asked} />);
    await userEvent.type(screen.getByRole('searchbox', { name: 'Search customers' }), 'rossi ');
    expect(asked).not.toHaveBeenCalled();
    await vi.waitFor(() => expect(asked).toHaveBeenCalledExactlyOnceWith('rossi'));
  });
  it('asks at once on Enter', async () => {
    const asked = vi.fn();
    show(<SearchBox label="Search" value="" onSettle={asked} />);
    await userEvent.type(screen.getByRole('searchbox'), 'x{Enter}');
    expect(asked).toHaveBeenCalledExactlyOnceWith('x');
  });
  it('follows the address when that is cleared elsewhere', () => {
    const { rerender } = show(<SearchBox label="Search" value="rossi" onSettle={vi.fn()} />);
    rerender(<SearchBox label="Search" value="" onSettle={vi.fn()} />);
    expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('');
  });
});
