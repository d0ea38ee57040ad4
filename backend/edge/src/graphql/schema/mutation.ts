import type { InputRef } from '@pothos/core';
import { bareId } from '../../core/ids.js';
import type { KeyDetail } from '../../core/key-types.js';
import type { Customer, Import } from '../../core/types.js';
import { builder } from './builder.js';
import {
  send,
  type CommandInput,
  type CustomerOutcome,
  type ImportOutcome,
  type KeyOutcome,
  type PreferencesOutcome,
} from './command.js';
import { CustomerRef } from './customer-ref.js';
import * as inputs from './inputs.js';
import { KeyRef } from './key.js';
import { ImportRef } from './records.js';
import { UserError } from './refusal.js';

const KeyPayload = builder.objectRef<KeyOutcome>('KeyPayload').implement({
  description: 'The key as it is now (or would be, in a dry run), or why not.',
  fields: (t) => ({
    key: t.expose('key', { type: KeyRef, nullable: true }),
    errors: t.expose('errors', { type: [UserError] }),
    number: t.exposeString('number', {
      nullable: true,
      description: 'set by issueKey, reissueKey, tradeInKey: shown once more than masked',
    }),
    clientMutationId: t.exposeString('clientMutationId', { nullable: true }),
  }),
});
const CustomerPayload = builder.objectRef<CustomerOutcome>('CustomerPayload').implement({
  fields: (t) => ({
    customer: t.expose('customer', { type: CustomerRef, nullable: true }),
    errors: t.expose('errors', { type: [UserError] }),
    clientMutationId: t.exposeString('clientMutationId', { nullable: true }),
  }),
});
const ImportPayload = builder.objectRef<ImportOutcome>('ImportPayload').implement({
  fields: (t) => ({
    import: t.expose('import', { type: ImportRef, nullable: true }),
    errors: t.expose('errors', { type: [UserError] }),
    clientMutationId: t.exposeString('clientMutationId', { nullable: true }),
  }),
});
const PreferencesPayload = builder.objectRef<PreferencesOutcome>('PreferencesPayload').implement({
  fields: (t) => ({
    preferences: t.expose('preferences', { type: 'JSON', nullable: true }),
    errors: t.expose('errors', { type: [UserError] }),
    clientMutationId: t.exposeString('clientMutationId', { nullable: true }),
  }),
});

builder.mutationType({
  description: 'Commands. A refusal is data in `errors`; sent twice with one idempotency key, it happens once.',
  fields: (t) => {
    const key = (
      input: InputRef<CommandInput>,
      path: (input: CommandInput) => string,
      description: string,
      newNumber = false,
    ) =>
      t.field({
        type: KeyPayload,
        description,
        args: { input: t.arg({ type: input, required: true }) },
        resolve: async (_, { input: given }, context): Promise<KeyOutcome> => {
          const { done, errors } = await send<KeyDetail>(path(given), given, context);
          return {
            key: done,
            errors,
            number: newNumber ? (done?.number ?? null) : null,
            clientMutationId: given.clientMutationId ?? null,
          };
        },
      });
    const on =
      (verb: string) =>
      (input: CommandInput): string =>
        `/v1/keys/${bareId('key', input.id ?? '')}/${verb}`;
    const customer = (input: InputRef<CommandInput>, path: (input: CommandInput) => string) =>
      t.field({
        type: CustomerPayload,
        args: { input: t.arg({ type: input, required: true }) },
        resolve: async (_, { input: given }, context): Promise<CustomerOutcome> => {
          const { done, errors } = await send<Customer>(path(given), given, context);
          return { customer: done, errors, clientMutationId: given.clientMutationId ?? null };
        },
      });
    const run = (input: InputRef<CommandInput>, verb: string) =>
      t.field({
        type: ImportPayload,
        args: { input: t.arg({ type: input, required: true }) },
        resolve: async (_, { input: given }, context): Promise<ImportOutcome> => {
          const path = `/v1/imports/${bareId('import', given.id ?? '')}/${verb}`;
          const { done, errors } = await send<Import>(path, given, context);
          return { import: done, errors, clientMutationId: given.clientMutationId ?? null };
        },
      });

    return {
      issueKey: key(inputs.IssueKeyInput, () => '/v1/keys/issue', 'A new key for a customer.', true),
      releaseKey: key(inputs.ReleaseKeyInput, on('release'), 'Free the key from the machine it is activated on.'),
      reportUsage: key(inputs.ReportUsageInput, on('report-usage'), 'Extensions in use, as counted.'),
      renewKey: key(inputs.RenewKeyInput, on('renew'), 'More years for an annual key or subscription.'),
      renewMaintenance: key(inputs.RenewMaintenanceInput, on('renew-maintenance'), 'More years of maintenance.'),
      extendDeadline: key(inputs.ExtendDeadlineInput, on('extend-deadline'), 'A later deadline for one key.'),
      assignKey: key(inputs.AssignKeyInput, on('assign'), 'Give the key to a partner to look after.'),
      proposeTransfer: key(inputs.ProposeTransferInput, on('propose-transfer'), 'Offer the key to another partner.'),
      acceptTransfer: key(inputs.AcceptTransferInput, on('accept-transfer'), 'Take the offered key.'),
      declineTransfer: key(inputs.DeclineTransferInput, on('decline-transfer'), 'Turn the offered key down.'),
      reissueKey: key(inputs.ReissueKeyInput, on('reissue'), 'A new number for the same entitlement.', true),
      tradeInKey: key(inputs.TradeInKeyInput, on('trade-in'), 'Replace the key by a new one.', true),
      upgradeKey: key(inputs.UpgradeKeyInput, on('upgrade'), 'A larger edition or size.'),
      downgradeKey: key(inputs.DowngradeKeyInput, on('downgrade'), 'A smaller edition or size from the next term.'),
      acknowledgeOverLimit: key(
        inputs.AcknowledgeOverLimitInput,
        on('acknowledge-over-limit'),
        'Record who has read that the key is over its maximum.',
      ),
      closeKey: key(inputs.CloseKeyInput, on('close'), 'Close the key for good.'),
      registerCustomer: customer(inputs.RegisterCustomerInput, () => '/v1/customers/register'),
      editCustomer: customer(
        inputs.EditCustomerInput,
        (input) => `/v1/customers/${bareId('customer', input.id ?? '')}/edit`,
      ),
      commitImport: run(inputs.CommitImportInput, 'commit'),
      stopImport: run(inputs.StopImportInput, 'stop'),
      resumeImport: run(inputs.ResumeImportInput, 'resume'),
      savePreferences: t.field({
        type: PreferencesPayload,
        args: { input: t.arg({ type: inputs.SavePreferencesInput, required: true }) },
        resolve: async (_, { input }, context): Promise<PreferencesOutcome> => {
          const { done, errors } = await send<unknown>('/v1/me/preferences', input, context, input.preferences);
          return { preferences: done, errors, clientMutationId: input.clientMutationId ?? null };
        },
      }),
    };
  },
});
