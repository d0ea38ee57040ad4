import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';
import './scalars.js';
import './customer.js';
import './key-detail.js';
import './query.js';
import './mutation.js';
import './orders/query.js';
import './orders/mutation.js';
import './programme/fields.js';
import './programme/review-fields.js';
import './programme/partners.js';
import './programme/back-test.js';
import './programme/plan.js';
import './programme/rules.js';
import './joining/fields.js';
import './learning/fields.js';
import { builder } from './builder.js';

export const schema: GraphQLSchema = builder.toSchema();

/** The committed contract, backend/edge/schema.graphql. */
export function printedSchema(): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
