import type { ReviewOutcome } from '@/generated/schema';

export const outcomes: readonly ReviewOutcome[] = ['KEEPS', 'NOTICE', 'IN_GRACE', 'DEMOTED'];
