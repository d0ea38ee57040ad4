import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { KeyStatus } from '@/generated/schema';
import { show } from '@/testing/render';
import { PhasePicture } from './PhasePicture';
import type { PicturePhase } from './phases';

const phase = (from: string, to: string | null, status: KeyStatus, size: number): PicturePhase => ({
  from,
  to,
  status,
  support: size > 0,
  provisional: false,
  effective: { edition: 'PROFESSIONAL', size, free: false },
});

describe('the picture of phases, said', () => {
  const life = [
    phase('2026-10-01', '2026-12-31', 'NOT_STARTED', 0),
    phase('2027-01-01', '2027-12-31', 'ACTIVE', 16),
    phase('2028-01-01', null, 'CLOSED', 0),
  ];
  it('says in words that nothing holds before the first day and after the end', () => {
    show(<PhasePicture phases={life} today="2026-11-22" />);
    const said = screen.getByRole('img').getAttribute('aria-label') ?? '';
    expect(said).toContain('Not started, nothing yet.');
    expect(said).toContain('Active, Professional 16.');
    expect(said).toContain('Closed, nothing any more.');
    expect(said).not.toMatch(/Professional 0|support/);
  });
  it.each(['it', 'nb', 'fr'] as const)('never shows a size of 0 in %s', language => {
    show(<PhasePicture phases={life} today="2026-11-22" />, language);
    expect(screen.getByRole('img').getAttribute('aria-label')).not.toContain('Professional 0');
    expect(screen.getByRole('img').textContent).not.toContain('Professional 0');
  });
});
