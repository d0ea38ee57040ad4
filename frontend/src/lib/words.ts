import type { Edition, KeyKind, KeyStatus, Role } from '@/generated/schema';
import type { MessageId } from '@/generated/messages/ids';
import type { Translate } from './i18n/useT';

/** The contract's words and the texts people see for them; each id stands here literally, so none goes unused. */
export const statusWord: Record<KeyStatus, MessageId> = {
  NOT_STARTED: 'word.status.notStarted',
  ACTIVE: 'word.status.active',
  FALLBACK: 'word.status.fallback',
  MAINTENANCE_WINDOW: 'word.status.window',
  MAINTENANCE_LAPSED: 'word.status.lapsed',
  EXPIRED: 'word.status.expired',
  CLOSED: 'word.status.closed',
};

export const statuses = Object.keys(statusWord) as KeyStatus[];

export const kindWord: Record<KeyKind, MessageId> = {
  ANNUAL: 'word.kind.annual',
  PERPETUAL: 'word.kind.perpetual',
  SUBSCRIPTION: 'word.kind.subscription',
};

export const kinds = Object.keys(kindWord) as KeyKind[];

/** Editions are names of products: the same in every language. */
export const editionName: Record<Edition, string> = {
  STANDARD: 'Standard',
  PROFESSIONAL: 'Professional',
  ENTERPRISE: 'Enterprise',
};

export const editions = Object.keys(editionName) as Edition[];

interface Holding {
  status: KeyStatus;
  effective: { edition: Edition; size: number };
}

/** What holds, in words: before its first day and after its end a key holds nothing (its size is 0). */
export function holdsText({ status, effective }: Holding, t: Translate): string {
  if (effective.size > 0) return `${editionName[effective.edition]} ${effective.size}`;
  return t(status === 'NOT_STARTED' ? 'word.holds.nothingYet' : 'word.holds.nothingMore');
}

export const roleWord: Record<Role, MessageId> = {
  OPERATOR: 'word.role.operator',
  OWNER: 'word.role.owner',
  SALES: 'word.role.sales',
  SUPPORT: 'word.role.support',
  PURCHASE: 'word.role.purchase',
};

/** Sizes sold (simultaneous calls), for filters; what may be ordered, the catalogue decides. */
export const sizes = [4, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 512, 1024] as const;

/** The shape a state has besides its word and colour. */
export type Tone = 'ok' | 'soon' | 'window' | 'late' | 'calm' | 'info';

export const statusTone: Record<KeyStatus, Tone> = {
  NOT_STARTED: 'calm',
  ACTIVE: 'ok',
  FALLBACK: 'late',
  MAINTENANCE_WINDOW: 'window',
  MAINTENANCE_LAPSED: 'late',
  EXPIRED: 'late',
  CLOSED: 'calm',
};

/** ● active ▲ soon ◆ window ■ expired ○ neither */
export const toneShape: Record<Tone, string> = {
  ok: '●',
  soon: '▲',
  window: '◆',
  late: '■',
  calm: '○',
  info: '●',
};
