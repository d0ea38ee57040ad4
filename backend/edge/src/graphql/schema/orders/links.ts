import type { OrderLink } from '../../../core/order-types.js';
import type { Named } from '../../../core/quote-types.js';
import { builder } from '../builder.js';
import { publicId } from '../node.js';

/** Partner, customer and order by name, inside something else: what more there is of them is read by their id. */
export const PartnerLinkRef = builder.objectRef<Named>('PartnerLink').implement({
  fields: (t) => ({
    id: t.id({ resolve: (partner) => publicId('partner', partner.id) }),
    name: t.exposeString('name'),
  }),
});
export const CustomerLinkRef = builder.objectRef<Named>('CustomerLink').implement({
  fields: (t) => ({
    id: t.id({ resolve: (customer) => publicId('customer', customer.id) }),
    name: t.exposeString('name'),
  }),
});
export const OrderLinkRef = builder.objectRef<OrderLink>('OrderLink').implement({
  fields: (t) => ({
    id: t.id({ resolve: (order) => publicId('order', order.id) }),
    number: t.exposeString('number'),
  }),
});
