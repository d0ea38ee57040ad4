import { daysBetween } from '@/lib/dates';
import { useMe } from '@/lib/me';
import { useFormat } from '@/lib/useFormat';

interface DateTextProps {
  day: string;
  /** Absolute only, where the distance is said elsewhere or does not matter. */
  plain?: boolean;
  /** The distance abbreviated, for tables. */
  short?: boolean;
}

/** A calendar day: absolute first, how far away second; the tenant's time zone in the tooltip. */
export function DateText({ day, plain = false, short = false }: DateTextProps) {
  const { tenant } = useMe();
  const format = useFormat();
  return (
    <time dateTime={day} title={`${format.longDay(day)} · ${tenant.timeZone}`}>
      <span className="nowrap">{format.day(day)}</span>
      {plain ? null : (
        <>
          {' '}
          <span className="muted nowrap">· {format.relativeDays(daysBetween(tenant.today, day), short)}</span>
        </>
      )}
    </time>
  );
}

/** A moment, shown in the tenant's time zone. */
export function InstantText({ at }: { at: string }) {
  const { tenant } = useMe();
  const format = useFormat();
  return (
    <time dateTime={at} title={`${at} · ${tenant.timeZone}`} className="nowrap">
      {format.instant(at, tenant.timeZone)}
    </time>
  );
}
