import { useClient } from 'urql';
import { toast } from '@/components/ui/toasts';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import { KeyDocument } from '../detail/documents';
import { commands } from './commands';
import { documents } from './documents';
import type { Undo } from './undo';

/** Sends the command that takes another back, and reads the key again. */
export function useUndo(): (undo: Undo, done: keyof typeof commands) => void {
  const t = useT();
  const client = useClient();
  const send = async (undo: Undo, done: keyof typeof commands) => {
    const answer = await client.mutation(documents[undo.operation], { input: undo.input }).toPromise();
    const refused = answer.data ? answer.data.payload.errors[0] : answer.error && toProblem(answer.error);
    toast(
      refused
        ? t('keys.undo.failed', { why: refused.message || t('ui.problem.offline') })
        : t('keys.undone', { what: t(commands[done].title) }),
    );
    await client.query(KeyDocument, { id: undo.input.id }, { requestPolicy: 'network-only' }).toPromise();
  };
  return (undo, done) => void send(undo, done);
}
