import { GraphQLError, Kind, valueFromASTUntyped, type ValueNode } from 'graphql';
import { builder } from './builder.js';

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** A day that exists, between 0001-01-01 and 9999-12-31. */
export function isDay(text: string): boolean {
  const match = DAY.exec(text);
  if (match === null) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) && match[1] !== '0000';
}

function bad(what: string): GraphQLError {
  return new GraphQLError(what, { extensions: { code: 'INVALID_INPUT' } });
}

function day(value: unknown): string {
  if (typeof value === 'string' && isDay(value)) return value;
  throw bad('A Date is a day that exists, written YYYY-MM-DD.');
}

function instant(value: unknown): string {
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) && !Number.isNaN(Date.parse(value))) {
    return value;
  }
  throw bad('A DateTime is an instant in UTC, written 2026-12-31T23:59:59Z.');
}

function minorUnits(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw bad('MinorUnits is a whole number of minor units (cents, øre).');
}

function literal(node: ValueNode, kind: Kind): unknown {
  if (node.kind !== kind) throw bad(`This value cannot be written as ${node.kind}.`);
  return valueFromASTUntyped(node);
}

builder.scalarType('Date', {
  description: 'A day, `YYYY-MM-DD`, in the tenant’s time zone.',
  serialize: (value) => value,
  parseValue: day,
  parseLiteral: (node) => day(literal(node, Kind.STRING)),
});
builder.scalarType('DateTime', {
  description: 'An instant in UTC, RFC 3339: `2026-12-31T23:59:59Z`.',
  serialize: (value) => value,
  parseValue: instant,
  parseLiteral: (node) => instant(literal(node, Kind.STRING)),
});
builder.scalarType('MinorUnits', {
  description: 'Money in minor units; a safe integer.',
  serialize: (value) => value,
  parseValue: minorUnits,
  parseLiteral: (node) => minorUnits(literal(node, Kind.INT)),
});
builder.scalarType('Points', {
  description: 'A whole number of points; a safe integer.',
  serialize: (value) => value,
});
builder.scalarType('JSON', {
  description: 'Any JSON value.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
});
