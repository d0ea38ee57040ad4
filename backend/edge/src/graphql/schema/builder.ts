import SchemaBuilder, { type ObjectRef } from '@pothos/core';
import type { GraphContext } from '../context.js';

export interface SchemaShape {
  Context: GraphContext;
  DefaultFieldNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    Date: { Input: string; Output: string };
    DateTime: { Input: string; Output: string };
    MinorUnits: { Input: number; Output: number };
    Points: { Input: number; Output: number };
    JSON: { Input: unknown; Output: unknown };
  };
}

/** An object of the schema over a value of this type. */
export type Ref<T> = ObjectRef<PothosSchemaTypes.ExtendDefaultTypes<SchemaShape>, T>;

export const builder = new SchemaBuilder<SchemaShape>({ defaultFieldNullability: false });
