import { useMediaQuery } from '@mantine/hooks';
import { usePreferences } from '@/lib/me';

/** 36 or 44 pixels by choice; fingers always get 44. Follows `--row` in tokens.css. */
export function useRowHeight(): number {
  const [{ density }] = usePreferences();
  const coarse = useMediaQuery('(pointer: coarse)', undefined, { getInitialValueInEffect: false });
  return coarse || density === 'comfortable' ? 44 : 36;
}
