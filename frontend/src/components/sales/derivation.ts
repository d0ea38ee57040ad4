import type { Amount } from '@/components/ui/MoneyText';
import type { PriceStepKind } from '@/generated/schema';

export interface Step {
  kind: PriceStepKind;
  rule: string;
  version?: string | null | undefined;
  amount: Amount;
  text: string;
}

/** Steps that say where one has arrived; the others say what is added or taken off. */
export const isSum = (kind: PriceStepKind): boolean => kind === 'NET' || kind === 'GROSS';

/** Where a rule's version can be read, as a section of the catalogue. */
export const catalogueSection = (kind: PriceStepKind): string =>
  kind === 'VAT' ? 'vat' : kind === 'LIST_PRICE' ? 'prices' : 'switches';

/** The derivation as a table one can paste: step, amount, rule, version. */
export function asText(
  title: string,
  steps: readonly Step[],
  money: (minor: number, currency: string) => string,
): string {
  const rows = steps.map(step =>
    [
      step.text,
      money(step.amount.minor, step.amount.currency),
      [step.rule, step.version].filter(Boolean).join(' '),
    ].join('\t'),
  );
  return [title, ...rows].join('\n');
}
