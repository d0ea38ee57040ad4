import type { ApplicationState } from '@/generated/schema';

export const applicationStates: readonly ApplicationState[] = ['RECEIVED', 'APPROVED', 'DECLINED'];
