import type { Service } from './key-types.js';
import type { Day, Edition, KeyKind, Money, RuleStatus } from './types.js';

export interface RuleVersion {
  id: string;
  effectiveFrom: Day;
  status: RuleStatus;
  source: string;
  note: string | null;
}
export interface CatalogueEdition {
  code: Edition;
  name: string;
  active: boolean;
}
export interface Feature {
  code: string;
  name: string;
  standard: string;
  professional: string;
  enterprise: string;
  rule: string;
}
export interface SizeRow {
  size: number;
  free: boolean;
  maxExtensions: number;
  recommendedFrom: number | null;
  annual: boolean;
  perpetual: boolean;
}
export interface SizeTable {
  version: RuleVersion;
  current: boolean;
  rows: SizeRow[];
}
export interface PolicyStage {
  from: Day | null;
  rule: string;
  text: string;
}
export interface PolicyCalendar {
  version: RuleVersion;
  current: boolean;
  stages: PolicyStage[];
}
export interface FallbackRow {
  boughtFrom: number;
  edition: Edition;
  size: number;
  free: boolean;
}
export interface FallbackTable {
  version: RuleVersion;
  current: boolean;
  rows: FallbackRow[];
}
export interface MajorVersion {
  code: string;
  released: number | null;
  endOfLife: Day | null;
  rule: string;
}
export interface LifecycleProfile {
  version: RuleVersion;
  current: boolean;
  termDays: number;
  windowDays: number;
  trialDays: number;
  usageStaleDays: number;
}
export interface PriceRow {
  kind: KeyKind;
  edition: Edition;
  size: number;
  price: Money;
  maintenance: Money | null;
}
export interface PriceBook {
  version: RuleVersion;
  currency: string;
  example: boolean;
  rows: PriceRow[];
}
export interface VatRate {
  country: string;
  rate: string;
  validFrom: Day;
  source: string;
}
export interface Switch {
  code: string;
  on: boolean;
  text: string;
  rule: string;
}
export interface Catalogue {
  editions: CatalogueEdition[];
  features: Feature[];
  sizeTables: SizeTable[];
  calendars: PolicyCalendar[];
  fallbacks: FallbackTable[];
  versions: MajorVersion[];
  services: Service[];
  profiles: LifecycleProfile[];
  priceBooks: PriceBook[];
  vatRates: VatRate[];
  switches: Switch[];
}
export interface SizeAdvice {
  count: number;
  size: number | null;
  freeAlso: boolean;
  maxExtensions: number | null;
  recommendedFrom: number | null;
  code: string | null;
  text: string;
}
