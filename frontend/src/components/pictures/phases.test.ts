import { describe, expect, it } from 'vitest';
import type { PicturePhase } from './phases';
import { fitting, phaseGeometry, phaseRange } from './phases';

const phase = (
  from: string,
  to: string | null,
  status: PicturePhase['status'],
  support = true,
): PicturePhase => ({
  from,
  to,
  status,
  support,
  provisional: false,
  effective: { edition: 'PROFESSIONAL', size: 16, free: false },
});

describe('the picture of phases', () => {
  const phases = [
    phase('2026-01-01', '2026-06-30', 'ACTIVE'),
    phase('2026-07-01', '2026-12-31', 'ACTIVE'),
    phase('2027-01-01', null, 'FALLBACK'),
  ];
  it('has no gap and no overlap, and reaches both ends', () => {
    const { segments } = phaseGeometry(phases, '2026-05-20');
    expect(segments[0]?.start).toBe(0);
    expect(segments.at(-1)?.end).toBe(1);
    segments.slice(1).forEach((segment, index) => expect(segment.start).toBe(segments[index]?.end));
  });
  it('draws stretches that look the same as one', () => {
    expect(phaseGeometry(phases, '2026-05-20').segments.map(segment => segment.phase.status)).toEqual([
      'ACTIVE',
      'FALLBACK',
    ]);
    const lost = [
      ...phases.slice(0, 1),
      phase('2026-07-01', '2026-12-31', 'ACTIVE', false),
      ...phases.slice(2),
    ];
    expect(phaseGeometry(lost, '2026-05-20').segments).toHaveLength(3);
  });
  it('keeps today inside, whenever the key begins or ends', () => {
    for (const today of ['2025-01-01', '2026-05-20', '2040-01-01']) {
      const { today: place, from, to } = phaseGeometry(phases, today);
      expect(place).toBeGreaterThanOrEqual(0);
      expect(place).toBeLessThanOrEqual(1);
      expect(from < to).toBe(true);
    }
  });
  it('looks back a year at most and ahead five', () => {
    const old = [phase('2001-01-01', '2060-01-01', 'ACTIVE'), phase('2060-01-02', null, 'FALLBACK')];
    expect(phaseRange(old, '2026-05-20')).toEqual({ from: '2025-05-20', to: '2031-05-20' });
  });
  it('drops labels that would touch', () => {
    expect(fitting([0, 0.05, 0.5, 0.98], 600, 80)).toEqual([true, false, true, false]);
  });
});
