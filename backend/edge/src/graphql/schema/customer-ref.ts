import type { Customer } from '../../core/types.js';
import { builder } from './builder.js';

/** Named apart from its fields: keys know their customer, customers their keys. */
export const CustomerRef = builder.objectRef<Customer>('Customer');
