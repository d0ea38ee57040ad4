import type { Key, KeyDetail } from '../../core/key-types.js';
import type { GraphContext } from '../context.js';
import { wantsCursors } from '../selection.js';
import { builder } from './builder.js';
import { connect, pageArguments } from './connection.js';
import {
  AcknowledgementRef,
  ActivationRef,
  DeadlineExtensionRef,
  ExplanationRef,
  HoldingRef,
  KeyActionRef,
  KeyDateRef,
  KeyEventConnection,
  KeyLinkRef,
  TermRef,
  TransferRef,
  UsageReportRef,
} from './key-parts.js';
import { KeyRef } from './key.js';
import { PhaseRef } from './phase.js';
import { EntitlementRef } from './values.js';

/** Fields of a key that a list's rows do not carry: asking for one reads that key, once, at a price (cost.ts). */
export const DETAIL_FIELDS = [
  'holding',
  'timeline',
  'dates',
  'terms',
  'activation',
  'usage',
  'transfer',
  'replacedBy',
  'replaces',
  'pendingDowngrade',
  'acknowledgements',
  'deadlineExtensions',
  'actions',
] as const;

type DetailField = (typeof DETAIL_FIELDS)[number];

function detail<F extends DetailField>(field: F) {
  return (key: Key, _: unknown, { core }: GraphContext): KeyDetail[F] | Promise<KeyDetail[F]> =>
    'timeline' in key ? (key as KeyDetail)[field] : core.key(key.id).then((whole) => whole[field]);
}

builder.objectFields(KeyRef, (t) => ({
  holding: t.field({ type: HoldingRef, description: 'What holds today.', resolve: detail('holding') }),
  timeline: t.field({
    type: [PhaseRef],
    description: 'Every stretch of time from the first day on, without gap or overlap.',
    resolve: detail('timeline'),
  }),
  dates: t.field({ type: [KeyDateRef], resolve: detail('dates') }),
  terms: t.field({ type: [TermRef], resolve: detail('terms') }),
  activation: t.field({ type: ActivationRef, nullable: true, resolve: detail('activation') }),
  usage: t.field({ type: UsageReportRef, nullable: true, resolve: detail('usage') }),
  transfer: t.field({ type: TransferRef, nullable: true, resolve: detail('transfer') }),
  replacedBy: t.field({ type: KeyLinkRef, nullable: true, resolve: detail('replacedBy') }),
  replaces: t.field({ type: KeyLinkRef, nullable: true, resolve: detail('replaces') }),
  pendingDowngrade: t.field({ type: EntitlementRef, nullable: true, resolve: detail('pendingDowngrade') }),
  acknowledgements: t.field({ type: [AcknowledgementRef], resolve: detail('acknowledgements') }),
  deadlineExtensions: t.field({ type: [DeadlineExtensionRef], resolve: detail('deadlineExtensions') }),
  actions: t.field({
    type: [KeyActionRef],
    description: 'What the reader may do with this key now, and why not where not.',
    resolve: detail('actions'),
  }),
  events: t.field({
    type: KeyEventConnection,
    args: { first: t.arg.int({ required: true }), after: t.arg.string() },
    resolve: (key, args, { core }, info) =>
      connect(args, core.keyEvents(key.id, pageArguments(args, wantsCursors(info)))),
  }),
  explanation: t.field({
    type: ExplanationRef,
    description: 'What held, holds or will hold on this day, and why.',
    args: { on: t.arg({ type: 'Date', required: true }) },
    resolve: (key, { on }, { core }) => core.explainKey(key.id, on),
  }),
}));
