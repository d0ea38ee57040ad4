import {
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  isInterfaceType,
  Kind,
  type ArgumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { DETAIL_FIELDS } from '../schema/key-detail.js';
import { ORDER_DETAIL_FIELDS } from '../schema/orders/order.js';
import { QUOTE_DETAIL_FIELDS } from '../schema/orders/quote.js';
import { BOUNDS, Refused } from './bounds.js';

/**
 * Cost, in units: an object 1, a call to the core 10, the details of one key, quote or order of a list 200; all times the page sizes
 * above it. A list that is no page counts as 10. Measured once a document; only page sizes wait for the variables.
 */
const OBJECT = 1;
const CALL = 10;
const DETAIL = 200;
const PLAIN_LIST = 10;

const CALLING: ReadonlySet<string> = new Set([
  'Customer.keys',
  'Key.events',
  'Key.explanation',
  'Key.quotes',
  'Key.orders',
  'Me.partner',
  'Quote.versions',
  'Import.problems',
]);
/** Where what is read is read whole, so that its details cost nothing more. */
const WHOLE: ReadonlySet<string> = new Set([
  'Query.node',
  'Query.nodes',
  'Query.key',
  'KeyPayload.key',
  'Query.quote',
  'QuotePayload.quote',
  'Query.order',
  'OrderPayload.order',
]);
const DETAILS: Readonly<Record<string, ReadonlySet<string>>> = {
  Key: new Set<string>(DETAIL_FIELDS),
  Quote: new Set<string>(QUOTE_DETAIL_FIELDS),
  Order: new Set<string>(ORDER_DETAIL_FIELDS),
};
/** Arguments that say how many objects there will be, and how many at most. */
const LISTED: Readonly<Record<string, readonly [argument: string, most: number]>> = {
  'Query.nodes': ['ids', BOUNDS.nodes],
  'Query.matchKeys': ['numbers', BOUNDS.matches],
};

/** A count that the variables decide, or one that is known. */
type Count = number | { variable: string; fallback: number };
interface Term {
  units: number;
  counts: readonly Count[];
}
interface Checked {
  field: string;
  argument: string;
  most: number;
  least: number;
  count: Count;
}
export interface CostPlan {
  terms: readonly Term[];
  checks: readonly Checked[];
}
export type Variables = Readonly<Record<string, unknown>>;

export function planCost(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): CostPlan {
  return new Planner(schema, operation, fragments).plan();
}

interface Place {
  typeName: string;
  /** Coordinate of the field whose selection this is. */
  from: string;
  counts: readonly Count[];
  /** Multiplies the objects of a page, not the page itself. */
  page: Count | null;
  path: readonly string[];
}

class Planner {
  readonly #terms: Term[] = [];
  readonly #checks: Checked[] = [];
  readonly #defaults = new Map<string, number>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly operation: OperationDefinitionNode,
    private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  ) {
    for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
      if (defaultValue?.kind === Kind.INT) this.#defaults.set(variable.name.value, Number(defaultValue.value));
      if (defaultValue?.kind === Kind.LIST) this.#defaults.set(variable.name.value, defaultValue.values.length);
    }
  }

  plan(): CostPlan {
    const root = this.schema.getRootType(this.operation.operation);
    if (root) {
      this.visit([this.operation.selectionSet], { typeName: root.name, from: '', counts: [], page: null, path: [] });
    }
    return { terms: summed(this.#terms), checks: this.#checks };
  }

  private visit(sets: readonly SelectionSetNode[], place: Place): void {
    let details = false;
    for (const [typeName, node] of this.fieldsOf(sets, place.typeName)) {
      const type = this.schema.getType(typeName);
      if (!isObjectType(type) && !isInterfaceType(type)) continue;
      const field = type.getFields()[node.name.value];
      if (field === undefined) continue;
      const coordinate = `${typeName}.${field.name}`;
      if (DETAILS[typeName]?.has(field.name) === true) details = true;
      this.field(node, field, coordinate, place);
    }
    if (details && !WHOLE.has(place.from)) this.term(DETAIL, place.counts);
  }

  private field(node: FieldNode, field: GraphQLField<unknown, unknown>, coordinate: string, place: Place): void {
    const [root] = coordinate.split('.');
    const calls = root === 'Query' || root === 'Mutation' || CALLING.has(coordinate);
    if (!isCompositeType(getNamedType(field.type))) {
      if (calls) this.term(CALL, place.counts);
      return;
    }
    const same = place.path.filter((step) => step === coordinate).length + 1;
    if (same > BOUNDS.sameCoordinateOnPath) {
      throw new Refused(
        'DOCUMENT_TOO_DEEP',
        `${coordinate} appears more than ${String(BOUNDS.sameCoordinateOnPath)} times on one path.`,
      );
    }
    const page = this.pageOf(node, field, coordinate);
    const listed = this.listedOf(node, coordinate);
    const inPage = place.page !== null && isList(field.type) ? place.page : null;
    const plain = inPage === null && listed === null && page === null && isList(field.type) ? PLAIN_LIST : null;
    const many = inPage ?? (coordinate === 'Query.nodes' ? listed : null) ?? plain;
    const counts = many === null ? place.counts : [...place.counts, many];
    if (calls) this.term(CALL, coordinate === 'Query.nodes' ? counts : place.counts);
    if (page === null) this.term(OBJECT, counts);
    if (node.selectionSet) {
      this.visit([node.selectionSet], {
        typeName: getNamedType(field.type).name,
        from: coordinate,
        counts,
        page: page ?? (coordinate === 'Query.matchKeys' ? listed : null),
        path: [...place.path, coordinate],
      });
    }
  }

  /** A connection's `first`. */
  private pageOf(node: FieldNode, field: GraphQLField<unknown, unknown>, coordinate: string): Count | null {
    if (!field.args.some((argument) => argument.name === 'first')) return null;
    const count = this.count(node.arguments?.find((argument) => argument.name.value === 'first'));
    this.#checks.push({ field: coordinate, argument: 'first', least: 1, most: BOUNDS.pageSize, count });
    return count;
  }

  private listedOf(node: FieldNode, coordinate: string): Count | null {
    const listed = LISTED[coordinate];
    if (listed === undefined) return null;
    const count = this.count(node.arguments?.find((argument) => argument.name.value === listed[0]));
    this.#checks.push({ field: coordinate, argument: listed[0], least: 0, most: listed[1], count });
    return count;
  }

  private count(argument: ArgumentNode | undefined): Count {
    const value = argument?.value;
    if (value?.kind === Kind.INT) return Number(value.value);
    if (value?.kind === Kind.LIST) return value.values.length;
    if (value?.kind === Kind.VARIABLE) {
      return { variable: value.name.value, fallback: this.#defaults.get(value.name.value) ?? 1 };
    }
    return 1;
  }

  private term(units: number, counts: readonly Count[]): void {
    this.#terms.push({ units, counts });
  }

  private *fieldsOf(sets: readonly SelectionSetNode[], typeName: string): Generator<[string, FieldNode]> {
    const stack = sets.map((set) => ({ set, typeName }));
    for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
      for (const selection of step.set.selections) {
        if (selection.kind === Kind.FIELD) yield [step.typeName, selection];
        else if (selection.kind === Kind.INLINE_FRAGMENT) {
          const on = selection.typeCondition?.name.value ?? step.typeName;
          stack.push({ set: selection.selectionSet, typeName: on });
        } else {
          const fragment = this.fragments.get(selection.name.value);
          if (fragment) stack.push({ set: fragment.selectionSet, typeName: fragment.typeCondition.name.value });
        }
      }
    }
  }
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

/** Terms under the same page sizes as one. */
function summed(terms: readonly Term[]): Term[] {
  const byCounts = new Map<string, Term>();
  for (const { units, counts } of terms) {
    const name = JSON.stringify(counts);
    byCounts.set(name, { units: units + (byCounts.get(name)?.units ?? 0), counts });
  }
  return [...byCounts.values()];
}

function resolved(count: Count, variables: Variables): number {
  if (typeof count === 'number') return count;
  const value = variables[count.variable];
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return value.length;
  return value === undefined || value === null ? count.fallback : 1;
}

/** What this document costs with these variables; page sizes out of bounds and too high a cost are refused. */
export function costOf(plan: CostPlan, variables: Variables): number {
  for (const { field, argument, least, most, count } of plan.checks) {
    const is = resolved(count, variables);
    if (!Number.isInteger(is) || is < least || is > most) {
      const message = `${field}(${argument}:) must be ${String(least)} to ${String(most)}.`;
      throw new Refused('INVALID_INPUT', message, { field: argument, is, least, most });
    }
  }
  let cost = 0;
  for (const { units, counts } of plan.terms) {
    let many = units;
    for (const count of counts) many *= Math.max(1, resolved(count, variables));
    cost += many;
  }
  if (cost > BOUNDS.cost) {
    throw new Refused(
      'COST_TOO_HIGH',
      `This costs ${String(cost)}, at most ${String(BOUNDS.cost)}. Ask for smaller pages, or for details one at a time.`,
      { is: cost, most: BOUNDS.cost },
    );
  }
  return cost;
}
