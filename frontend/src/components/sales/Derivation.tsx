import { Link } from '@tanstack/react-router';
import { CopyButton } from '@/components/ui/CopyButton';
import type { Amount } from '@/components/ui/MoneyText';
import { Popup } from '@/components/ui/Popup';
import { useT } from '@/lib/i18n/useT';
import { useMay } from '@/lib/me';
import { useFormat } from '@/lib/useFormat';
import type { Step } from './derivation';
import { asText, catalogueSection, isSum } from './derivation';
import classes from './sales.module.css';

interface DerivationProps {
  amount: Amount;
  steps: readonly Step[];
  /** What the amount is of, for the copy: "3CX1-… · 1 year". */
  title: string;
}

/** An amount that opens how it came about: every step with its rule and version, ready to be copied. */
export function Derivation({ amount, steps, title }: DerivationProps) {
  const t = useT();
  const format = useFormat();
  const money = format.money(amount.minor, amount.currency);
  const label = t('sales.derivation', { amount: money });
  if (steps.length === 0) return <span className="numeric">{money}</span>;
  return (
    <Popup
      label={label}
      width={380}
      opener={props => (
        <button type="button" {...props} className={classes.amount} aria-label={label}>
          {money}
        </button>
      )}
    >
      <div className="stack">
        <p className={classes.title}>{title}</p>
        <Steps steps={steps} />
        <div>
          <CopyButton read={() => asText(title, steps, format.money)}>
            {t('sales.derivation.copy')}
          </CopyButton>
        </div>
      </div>
    </Popup>
  );
}

export function Steps({ steps }: { steps: readonly Step[] }) {
  const format = useFormat();
  const mayRead = useMay('ReadCatalogue');
  return (
    <dl className={classes.steps}>
      {steps.map((step, index) => {
        const rule = [step.rule, step.version].filter(Boolean).join(' · ');
        return (
          <div key={`${step.kind}${index}`} className={classes.step} data-sum={isSum(step.kind) || undefined}>
            <dt>
              {step.text}{' '}
              <span className="meta">
                {mayRead && step.version ? (
                  <Link to="/catalogue" hash={catalogueSection(step.kind)}>
                    {rule}
                  </Link>
                ) : (
                  rule
                )}
              </span>
            </dt>
            <dd className="numeric">{format.money(step.amount.minor, step.amount.currency)}</dd>
          </div>
        );
      })}
    </dl>
  );
}
