import { Badge } from '@/components/ui/StatusBadge';
import { useT } from '@/lib/i18n/useT';
import type { Word } from './words';

export function WordBadge({ word }: { word: Word }) {
  const t = useT();
  return <Badge tone={word.tone}>{t(word.text)}</Badge>;
}
