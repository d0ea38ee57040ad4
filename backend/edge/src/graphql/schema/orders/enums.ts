import { builder } from '../builder.js';

export const QuoteState = builder.enumType('QuoteState', {
  values: {
    DRAFT: { description: 'Made, not sent.' },
    SENT: { description: 'Sent to who pays.' },
    VIEWED: { description: 'Its page was opened by a person.' },
    ACCEPTED: { description: 'Accepted; the payment has begun and is not here yet.' },
    DECLINED: { description: 'Declined, with a reason.' },
    PAID: { description: 'Paid.' },
    VOID: { description: 'Taken back.' },
    EXPIRED: { description: 'Its last day has passed.' },
  } as const,
});
export const Payer = builder.enumType('Payer', {
  description: 'Who pays: the partner at partner price, or the customer at end-user price.',
  values: ['PARTNER', 'CUSTOMER'] as const,
});
export const OrderLineKind = builder.enumType('OrderLineKind', { values: ['RENEW_ANNUAL', 'MAINTENANCE'] as const });
export const VatTreatment = builder.enumType('VatTreatment', {
  values: ['DOMESTIC', 'REVERSE_CHARGE', 'EXPORT', 'DESTINATION_RATE'] as const,
});
export const PriceStepKind = builder.enumType('PriceStepKind', {
  values: ['LIST_PRICE', 'EDUCATION', 'LEVEL_DISCOUNT', 'NEGOTIATED', 'ROUNDING', 'NET', 'VAT', 'GROSS'] as const,
});
export const AcknowledgementState = builder.enumType('AcknowledgementState', {
  description: 'Of a key over its maximum: whether somebody has to read that, or has (XP-3).',
  values: ['NONE', 'REQUIRED', 'GIVEN'] as const,
});

export const OrderState = builder.enumType('OrderState', {
  values: {
    OPEN: { description: 'Waiting for a payment.' },
    PROCESSING: { description: 'The bank is at it: the money comes later, or not.' },
    PAID: { description: 'Paid; its keys are being renewed.' },
    FULFILLED: { description: 'Every line has been applied to its key.' },
    ATTENTION: { description: 'A line no longer applied: its amount is an open credit.' },
    CANCELLED: { description: 'Nothing was paid, and nothing will be.' },
  } as const,
});
export const OrderLineState = builder.enumType('OrderLineState', {
  values: ['WAITING', 'APPLIED', 'CREDITED'] as const,
});
export const PaymentState = builder.enumType('PaymentState', {
  values: ['CREATING', 'OPEN', 'PROCESSING', 'PAID', 'FAILED', 'EXPIRED'] as const,
});
export const DisputeState = builder.enumType('DisputeState', { values: ['OPEN', 'WON', 'LOST'] as const });
export const RefundState = builder.enumType('RefundState', {
  values: ['REQUESTED', 'PENDING', 'SUCCEEDED', 'FAILED'] as const,
});
export type DocumentKindWord = 'INVOICE' | 'RECEIPT' | 'CREDIT_NOTE';
export const DocumentKind = builder.enumType('DocumentKind', {
  values: ['INVOICE', 'RECEIPT', 'CREDIT_NOTE'] as const,
});

export const CreditCause = builder.enumType('CreditCause', {
  values: ['LINE_REFUSED', 'PAID_TWICE', 'AMOUNT_DIFFERS', 'ORDER_CANCELLED'] as const,
});
export const CreditState = builder.enumType('CreditState', {
  values: ['OPEN', 'REFUNDING', 'REFUNDED', 'APPLIED'] as const,
});
export const SettleHow = builder.enumType('SettleHow', {
  values: {
    REFUND: { description: 'Give the money back.' },
    RETRY: { description: 'Apply the line to its key once more.' },
  } as const,
});
export const InboxState = builder.enumType('InboxState', {
  values: ['NEW', 'DONE', 'IGNORED', 'WAITING', 'DEAD'] as const,
});

export const MessageState = builder.enumType('MessageState', {
  values: {
    NEW: { description: 'Waiting to go out.' },
    SENDING: { description: 'On its way.' },
    SENT: { description: 'Handed over.' },
    FAILED: { description: 'Refused for good.' },
    UNCERTAIN: { description: 'Begun and never reported: it may have arrived, so it is not sent again by itself.' },
  } as const,
});
export const ReminderAudience = builder.enumType('ReminderAudience', { values: ['PARTNER', 'CUSTOMER'] as const });
