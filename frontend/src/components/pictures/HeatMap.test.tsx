import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { addDays } from '@/lib/dates';
import { show } from '@/testing/render';
import { heatBlocks, heatGrid, heatMove, heatStep } from './heat';
import { HeatMap } from './HeatMap';

describe('heat', () => {
  it('scales by the root in five steps', () => {
    expect([0, 1, 4, 9, 16].map(keys => heatStep(keys, 16))).toEqual([0, 1, 2, 3, 4]);
    expect(heatStep(1, 10_000)).toBe(1);
    expect(heatStep(0, 0)).toBe(0);
  });
  it('covers the range and nothing else, Monday first', () => {
    const grid = heatGrid('2026-05-20', '2027-05-19');
    expect(grid.weeks).toBe(53);
    const days = grid.rows.flat().filter(day => day !== undefined);
    expect(days).toHaveLength(365);
    expect(grid.rows[2]?.[0]).toBe('2026-05-20');
    expect(grid.rows[0]?.[0]).toBeUndefined();
    expect(grid.months.reduce((sum, month) => sum + month.span, 0)).toBe(grid.weeks);
  });
  it('is cut into stretches that together are the whole', () => {
    const blocks = heatBlocks('2026-05-20', '2027-05-19', 36);
    expect(blocks.map(block => block.weeks)).toEqual([27, 26]);
    const days = blocks.flatMap(block =>
      Array.from({ length: block.weeks }, (_, week) => block.rows.map(row => row[week])).flat(),
    );
    expect(days.filter(day => day !== undefined)).toEqual(
      Array.from({ length: 365 }, (_, index) => addDays('2026-05-20', index)),
    );
    expect(heatBlocks('2026-05-20', '2027-05-19', 53)).toHaveLength(1);
    expect(heatBlocks('2026-05-20', '2027-05-19', 9).every(block => block.weeks <= 9)).toBe(true);
  });
  it('walks by day and week and stays inside', () => {
    const walk = (key: string, day: string) => heatMove(key, day, '2026-01-01', '2026-12-31');
    expect(walk('ArrowDown', '2026-01-31')).toBe('2026-02-01');
    expect(walk('ArrowRight', '2026-01-31')).toBe('2026-02-07');
    expect(walk('ArrowLeft', '2026-01-03')).toBeUndefined();
    expect(walk('End', '2026-01-03')).toBe('2026-12-31');
    expect(walk('a', '2026-01-03')).toBeUndefined();
  });
});

describe('HeatMap', () => {
  const days = [{ day: '2026-12-12', keys: 4, atStake: [{ minor: 42300, currency: 'EUR' }] }];
  const map = (onOpen = vi.fn()) => (
    <HeatMap from="2026-12-01" to="2027-01-31" today="2026-12-11" days={days} onOpen={onOpen} />
  );

  it('says each day in words, with the money, in the reader’s language', () => {
    show(map(), 'nb');
    expect(screen.getByRole('button', { name: /12\. des\. 2026: 4 nøkler utløper, .*423,00/ })).toBeTruthy();
  });
  it('is one stop for Tab; arrows walk, Enter opens', async () => {
    const onOpen = vi.fn();
    show(map(onOpen));
    const user = userEvent.setup();
    await user.tab();
    expect(document.activeElement?.getAttribute('data-day')).toBe('2026-12-11');
    await user.keyboard('{ArrowDown}{Enter}');
    expect(onOpen).toHaveBeenCalledWith('2026-12-12');
    await user.keyboard('{ArrowRight}');
    expect(document.activeElement?.getAttribute('data-day')).toBe('2026-12-19');
    await user.tab();
    expect(document.body).toBe(document.activeElement);
  });
});
