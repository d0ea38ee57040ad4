import { zodResolver } from '@hookform/resolvers/zod';
import { Button, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useForm } from 'react-hook-form';
import { useClient } from 'urql';
import { CopyAsGraphQL } from '@/components/ui/CopyAsGraphQL';
import { Dialog } from '@/components/ui/Dialog';
import { useClients } from '@/lib/graphql/ClientsProvider';
import { toProblem } from '@/lib/graphql/problem';
import { useT } from '@/lib/i18n/useT';
import { addDays } from '@/lib/dates';
import { useMay, useMe } from '@/lib/me';
import type { KeyDetail } from '../detail/documents';
import { KeyDocument } from '../detail/documents';
import { commands } from './commands';
import type { CommandResult, Operation } from './documents';
import { documents } from './documents';
import { FieldInput } from './FieldInput';
import { Preview } from './Preview';
import type { Refused } from './Refusal';
import { Refusal } from './Refusal';
import type { Values } from './schema';
import { schemaOf, toInput } from './schema';

interface CommandDialogProps {
  operation: Operation;
  subject: KeyDetail;
  onClose: () => void;
  onDone: (result: CommandResult) => void;
}

const CONFLICT = 'VERSION_CONFLICT';

/** One write: what it asks, a dry run showing before and after, then the deed. */
export default function CommandDialog({ operation, subject, onClose, onDone }: CommandDialogProps) {
  const t = useT();
  const { me, initial } = useInitial(subject);
  const command = commands[operation];
  const asker = useMay('ListPartners') ? 'operator' : 'partner';
  const fields = useMemo(
    () => command.fields.filter(field => (field.asks ?? asker) === asker),
    [command, asker],
  );
  const client = useClient();
  const { uncached } = useClients();
  const schema = useMemo(() => schemaOf(fields, t), [fields, t]);
  const form = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: Object.fromEntries(
      fields.map(field => [field.name, field.name === 'name' ? me : (initial[field.name] ?? '')]),
    ),
  });
  const [previewed, setPreviewed] = useState<{ result: CommandResult; input: object }>();
  const [refused, setRefused] = useState<Refused>();
  // As it was when the dialog opened: a change meanwhile must be noticed, not followed.
  const [opened, setOpened] = useState(subject);
  const [busy, setBusy] = useState(false);
  const [typed, setTyped] = useState('');

  // Somebody was faster: the key as it is now is read, and both are shown.
  const reread = () =>
    void client.query(KeyDocument, { id: subject.id }, { requestPolicy: 'network-only' }).toPromise();

  const inputOf = (values: Values) => ({
    id: subject.id,
    ...toInput(fields, values),
    expectedVersion: opened.version,
  });
  const send = async (given: object, dryRun: boolean) => {
    const input = { ...given, dryRun };
    setBusy(true);
    setRefused(undefined);
    const answer = await (dryRun ? uncached : client).mutation(documents[operation], { input }).toPromise();
    setBusy(false);
    if (answer.error || !answer.data) {
      const problem = answer.error ? toProblem(answer.error) : { code: 'INTERNAL', message: '' };
      setPreviewed(undefined);
      if (problem.code === CONFLICT) reread();
      setRefused(problem);
      return;
    }
    const result = answer.data.payload;
    const general = result.errors.filter(error => {
      const own = fields.find(field => field.name === error.field);
      if (own) form.setError(own.name, { message: error.message });
      return own === undefined;
    });
    if (result.errors.length > 0) {
      setPreviewed(undefined);
      if (general[0]?.code === CONFLICT) reread();
      setRefused(general[0]);
    } else if (dryRun) setPreviewed({ result, input: given });
    else onDone(result);
  };
  const last = subject.number.slice(-4);
  const confirmed = !command.final || typed.trim().toUpperCase() === last.toUpperCase();
  return (
    <Dialog title={t(command.title)} onClose={onClose} size={640} locked={busy}>
      <form
        className="stack"
        noValidate
        onChange={() => setPreviewed(undefined)}
        onSubmit={event => void form.handleSubmit(values => send(inputOf(values), true))(event)}
      >
        {fields.map(field => (
          <FieldInput key={field.name} field={field} form={form} />
        ))}
        {operation === 'AcknowledgeOverLimit' ? (
          <p className="muted">
            {t('keys.acknowledge.text', {
              counted: subject.extensionsCounted ?? 0,
              max: subject.maxExtensions ?? 0,
            })}
          </p>
        ) : null}
        {refused ? (
          <Refusal
            refused={refused}
            before={opened}
            now={subject}
            again={() => {
              setOpened(subject);
              setRefused(undefined);
            }}
          />
        ) : null}
        {previewed?.result.key ? (
          <Preview before={subject} after={previewed.result.key} />
        ) : (
          <div className="row">
            <Button type="submit" loading={busy}>
              {t('keys.preview')}
            </Button>
            <Button variant="default" onClick={onClose}>
              {t('keys.cancel')}
            </Button>
          </div>
        )}
      </form>
      {previewed?.result.key ? (
        <form
          className="stack"
          onSubmit={event => {
            event.preventDefault();
            // Exactly what was previewed, whatever the fields say by now.
            if (confirmed) void send(previewed.input, false);
          }}
        >
          {command.final ? (
            <TextInput
              label={t('keys.confirm.typed', { last })}
              description={t('keys.confirm.final')}
              value={typed}
              autoComplete="off"
              onChange={event => setTyped(event.currentTarget.value)}
            />
          ) : null}
          <div className="row">
            <Button type="submit" loading={busy} disabled={!confirmed} color={command.final ? 'red' : 'pine'}>
              {t(command.title)}
            </Button>
            <Button variant="default" onClick={() => setPreviewed(undefined)}>
              {t('keys.change')}
            </Button>
            <CopyAsGraphQL document={documents[operation]} variables={{ input: previewed.input }} />
          </div>
        </form>
      ) : null}
    </Dialog>
  );
}

/** What a form starts with: what the key has, so that only the difference is typed. */
function useInitial(subject: KeyDetail) {
  const me = useMe();
  const initial: Values = {
    years: '1',
    edition: subject.edition,
    size: String(subject.size),
    to: subject.deadline ? addDays(subject.deadline, 30) : '',
    usersAndExtensions: subject.usage ? String(subject.usage.usersAndExtensions) : '',
    systemMailboxes: subject.usage ? String(subject.usage.systemMailboxes) : '0',
    recycled: subject.usage ? String(subject.usage.recycled) : '0',
    pbxVersion: subject.pbxVersion ?? '',
  };
  return { me: me.name, initial };
}
