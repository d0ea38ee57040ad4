import { act, fireEvent, screen, within } from '@testing-library/react';
import type { ReactNode } from 'react';
import type * as Urql from 'urql';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { openChanges } from '@/lib/changes';
import { show } from '@/testing/render';
import JobsTray from './JobsTray';

let reviews: object[] = [];
const reread = vi.fn();
vi.mock('urql', async original => ({
  ...(await original<typeof Urql>()),
  useQuery: () => [{ data: { imports: { nodes: [] }, reviews: { nodes: reviews } } }, reread],
}));
vi.mock('@tanstack/react-router', () => ({
  Link: ({ to, params, children }: { to: string; params?: { id: string }; children: ReactNode }) => (
    <a href={to.replace('$id', params?.id ?? '')}>{children}</a>
  ),
}));

/** The stream of changes, as a test speaks into it. */
class Stream extends EventTarget {
  static last: Stream;
  constructor() {
    super();
    Stream.last = this;
  }
  close() {
    // Nothing is held.
  }
}
vi.stubGlobal('EventSource', Stream);

const run = (state: string, more: object = {}) => ({
  id: 'review_1',
  on: '2026-07-01',
  dry: false,
  state,
  done: 20,
  total: 100,
  finishedAt: null,
  ...more,
});
const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const tell = (change: object) =>
  act(() => {
    Stream.last.dispatchEvent(new MessageEvent('review', { data: JSON.stringify(change) }));
  });

function open(runs: object[]) {
  reviews = runs;
  show(<JobsTray />);
  const panel = screen.getByRole('dialog', { hidden: true });
  fireEvent(panel, Object.assign(new Event('toggle'), { newState: 'open' }));
  return within(panel);
}

describe('reviews in the tray', () => {
  beforeEach(() => {
    reread.mockReset();
    openChanges();
  });

  test('show how far a running one is, and go on as they are told', () => {
    const tray = open([run('WEIGHING')]);
    const bar = () => tray.getByRole('progressbar', { hidden: true });
    expect([bar().getAttribute('value'), bar().getAttribute('max')]).toEqual(['20', '100']);
    expect(tray.getByText('20 of 100')).toBeTruthy();
    tell({ id: '1', state: 'WEIGHING', done: 60, total: 100 });
    expect(bar().getAttribute('value')).toBe('60');
    // Told late of what was before: it does not go back.
    tell({ id: '1', state: 'WEIGHING', done: 30, total: 100 });
    expect(bar().getAttribute('value')).toBe('60');
    expect(reread).not.toHaveBeenCalled();
    tell({ id: '1', state: 'KEYS', done: 0, total: 900 });
    expect(reread).toHaveBeenCalledOnce();
  });

  test('that wait for somebody say for what, and lead there', () => {
    for (const [state, said] of [
      ['COMPARED', 'Weighed: waits to be approved.'],
      ['APPROVED', 'Approved: waits to be published.'],
      ['STOPPED', 'Stopped: it can go on where it was.'],
      ['FAILED', 'Failed for a reason of ours; nothing is lost, it can go on where it was.'],
    ] as const) {
      document.body.innerHTML = '';
      const tray = open([run(state)]);
      expect(tray.getByText(said)).toBeTruthy();
      const link = tray.getByRole('link', { name: 'Half-yearly review of 1 Jul 2026', hidden: true });
      expect(link.getAttribute('href')).toBe('/reviews/review_1');
      expect(tray.queryByRole('progressbar', { hidden: true })).toBeNull();
    }
  });

  test('that ended stay for a day', () => {
    const tray = open([
      run('PUBLISHED', { finishedAt: ago(2) }),
      run('COMPARED', { id: 'review_2', dry: true, on: '2027-01-01', finishedAt: ago(23) }),
      run('PUBLISHED', { id: 'review_3', on: '2026-01-01', finishedAt: ago(25) }),
      run('CANCELLED', { id: 'review_4', on: '2025-07-01', finishedAt: ago(1) }),
    ]);
    expect(tray.getByText('Published: in effect.')).toBeTruthy();
    expect(tray.getByText('Weighed: nothing of it takes effect.')).toBeTruthy();
    const links = tray.getAllByRole('link', { hidden: true }).map(link => link.getAttribute('href'));
    expect(links).toEqual(['/reviews/review_1', '/reviews/review_2', '/imports', '/reviews']);
  });
});
