import type { InputRef } from '@pothos/core';
import { bareId, type IdKind } from '../../../core/ids.js';
import type { Message, ReminderPreview, Reminders } from '../../../core/message-types.js';
import type { Credit, InboxEvent, OrderDetail } from '../../../core/order-types.js';
import type { Checkout, MailPreview, PayLink, QuoteDetail } from '../../../core/quote-types.js';
import { builder, type Ref } from '../builder.js';
import { payloadOf, send, type CommandInput, type Done } from '../command.js';
import { UserError } from '../refusal.js';
import { CreditRef, InboxEventRef } from './credit.js';
import * as inputs from './inputs.js';
import { MessageRef, ReminderPreviewRef, RemindersRef } from './message.js';
import { CheckoutRef, OrderRef } from './order.js';
import { MailPreviewRef, PayLinkRef, QuotePreviewRef, QuoteRef } from './quote.js';

interface QuoteOutcome extends Done<QuoteDetail> {
  dryRun: boolean;
}

const MailPayload = payloadOf<MailPreview>('Mail', 'mail', MailPreviewRef);
const PayLinkPayload = payloadOf<PayLink>('PayLink', 'link', PayLinkRef);
const CheckoutPayload = payloadOf<Checkout>('Checkout', 'checkout', CheckoutRef);
const CreditPayload = payloadOf<Credit>('Credit', 'credit', CreditRef);
const OrderPayload = payloadOf<OrderDetail>('Order', 'order', OrderRef as Ref<OrderDetail>);
const InboxPayload = payloadOf<InboxEvent>('Inbox', 'event', InboxEventRef);
const RemindersPayload = payloadOf<Reminders>('Reminders', 'reminders', RemindersRef);
const ReminderPreviewPayload = payloadOf<ReminderPreview>('ReminderPreview', 'preview', ReminderPreviewRef);
const MessagePayload = payloadOf<Message>('Message', 'message', MessageRef);

const QuotePayload = builder.objectRef<QuoteOutcome>('QuotePayload').implement({
  description: 'The quote as it is now; of a dry run, as it would be; or why not.',
  fields: (t) => ({
    quote: t.field({ type: QuoteRef, nullable: true, resolve: ({ done, dryRun }) => (dryRun ? null : done) }),
    preview: t.field({
      type: QuotePreviewRef,
      nullable: true,
      description: 'Of a dry run.',
      resolve: ({ done, dryRun }) => (dryRun ? done : null),
    }),
    errors: t.expose('errors', { type: [UserError] }),
    clientMutationId: t.exposeString('clientMutationId', { nullable: true }),
  }),
});

/** What the resolvers read of an input; the rest of it is the body as the core takes it. */
interface Input extends CommandInput {
  dryRun?: boolean | null | undefined;
  eventId?: string;
  reason?: string | null | undefined;
}
type Path = (input: Input) => string;

function on(list: string, kind: IdKind, verb: string): Path {
  return (input) => `/v1/${list}/${bareId(kind, input.id ?? '')}/${verb}`;
}
const onQuote = (verb: string): Path => on('quotes', 'quote', verb);

/** An event's id is the provider's word; what cannot be one names nothing. */
function inboxPath({ eventId = '' }: Input): string {
  return `/v1/inbox/${/^\w{1,255}$/.test(eventId) ? eventId : 'none'}/retry`;
}

builder.mutationFields((t) => {
  const quote = (input: InputRef<Input>, path: Path, description: string) =>
    t.field({
      type: QuotePayload,
      description,
      args: { input: t.arg({ type: input, required: true }) },
      resolve: async (_, { input: given }, context): Promise<QuoteOutcome> => {
        const sent = await send<QuoteDetail>(path(given), given, context);
        return { ...sent, dryRun: given.dryRun === true, clientMutationId: given.clientMutationId ?? null };
      },
    });
  const command = <T>(
    type: Ref<Done<T>>,
    input: InputRef<Input>,
    path: Path,
    description: string,
    apart?: (input: Input) => unknown,
  ) =>
    t.field({
      type,
      description,
      args: { input: t.arg({ type: input, required: true }) },
      resolve: async (_, { input: given }, context): Promise<never> => {
        const sent = await send<T>(path(given), given, context, apart?.(given));
        return { ...sent, clientMutationId: given.clientMutationId ?? null } as never;
      },
    });

  return {
    createQuote: quote(inputs.CreateQuoteInput, () => '/v1/quotes/create', 'A quote for keys, priced line by line.'),
    reviseQuote: quote(
      inputs.ReviseQuoteInput,
      onQuote('revise'),
      'A new version of a quote; the one before can no longer be paid.',
    ),
    sendQuote: quote(inputs.SendQuoteInput, onQuote('send'), 'Mail the quote with its pay link.'),
    revokePayLink: quote(
      inputs.RevokePayLinkInput,
      onQuote('revoke-link'),
      'The address that pays this quote leads nowhere from now on.',
    ),
    voidQuote: quote(inputs.VoidQuoteInput, onQuote('void'), 'Take the quote back, with a reason.'),
    previewQuoteMail: command(
      MailPayload,
      inputs.PreviewQuoteMailInput,
      onQuote('preview'),
      'The mail as it would go out; nothing is sent.',
    ),
    readPayLink: command(
      PayLinkPayload,
      inputs.ReadPayLinkInput,
      onQuote('link'),
      'The address that pays this quote without an account. Who has it can pay, so reading it is a command.',
    ),
    payQuote: command(
      CheckoutPayload,
      inputs.PayQuoteInput,
      onQuote('pay'),
      'Where the partner pays. Asked again, the same address while it is open.',
    ),
    settleCredit: command(
      CreditPayload,
      inputs.SettleCreditInput,
      on('credits', 'credit', 'settle'),
      'Give an open credit back, or apply it to its key once more.',
    ),
    refundOrder: command(
      OrderPayload,
      inputs.RefundOrderInput,
      on('orders', 'order', 'refund'),
      'Give back a part or all of what was paid.',
    ),
    retryInbox: command(
      InboxPayload,
      inputs.RetryInboxInput,
      inboxPath,
      'Work on a message of the payment provider once more.',
      ({ reason }) => ({ reason }),
    ),
    saveReminders: command(
      RemindersPayload,
      inputs.SaveRemindersInput,
      () => '/v1/reminders/save',
      'Whether and where the partner and its customers are reminded.',
    ),
    previewReminder: command(
      ReminderPreviewPayload,
      inputs.PreviewReminderInput,
      () => '/v1/reminders/preview',
      'The reminder as it would go out on a day; nothing is sent.',
    ),
    sendAgain: command(
      MessagePayload,
      inputs.SendAgainInput,
      on('messages', 'message', 'send-again'),
      'Send a message once more that failed or may not have arrived.',
    ),
  };
});
