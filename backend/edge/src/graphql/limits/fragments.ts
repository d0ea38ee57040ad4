import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { add, BOUNDS, Refused, refuseAbove } from './bounds.js';

export type Definition = OperationDefinitionNode | FragmentDefinitionNode;

interface Spread {
  name: string;
  depth: number;
  introspects: boolean;
}

/** What one definition is by itself, and — once its fragments are known — with everything it spreads. */
interface Measure {
  fields: number;
  aliases: number;
  visits: number;
  depth: number;
  introspectionDepth: number;
  spreads: Spread[];
}

interface Step {
  set: SelectionSetNode;
  depth: number;
  introspects: boolean;
}

function directives(node: { directives?: readonly unknown[] | undefined }): void {
  refuseAbove(
    'TOO_MANY_DIRECTIVES',
    'Directives at one place',
    node.directives?.length ?? 0,
    BOUNDS.directivesPerLocation,
  );
}

function measureAlone(definition: Definition): Measure {
  const measure: Measure = { fields: 0, aliases: 0, visits: 0, depth: 0, introspectionDepth: 0, spreads: [] };
  const inIntrospection =
    definition.kind === Kind.FRAGMENT_DEFINITION && definition.typeCondition.name.value.startsWith('__');
  directives(definition);
  if (definition.kind === Kind.OPERATION_DEFINITION) definition.variableDefinitions?.forEach(directives);
  const steps: Step[] = [{ set: definition.selectionSet, depth: 0, introspects: inIntrospection }];
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    for (const selection of step.set.selections) {
      directives(selection);
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        measure.spreads.push({ name: selection.name.value, depth: step.depth, introspects: step.introspects });
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        steps.push({ ...step, set: selection.selectionSet });
      } else {
        const introspects = step.introspects || ['__schema', '__type'].includes(selection.name.value);
        const depth = step.depth + 1;
        measure.fields += 1;
        if (selection.alias !== undefined) measure.aliases += 1;
        if (introspects) measure.introspectionDepth = Math.max(measure.introspectionDepth, depth);
        else measure.depth = Math.max(measure.depth, depth);
        if (selection.selectionSet) steps.push({ set: selection.selectionSet, depth, introspects });
      }
    }
  }
  return measure;
}

/** Fragments so ordered that each comes after those it spreads; a cycle is refused. No recursion. */
function inOrder(measures: ReadonlyMap<string, Measure>): string[] {
  const order: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  for (const start of measures.keys()) {
    const stack = [start];
    for (let name = stack.at(-1); name !== undefined; name = stack.at(-1)) {
      if (state.get(name) === undefined) {
        state.set(name, 'open');
        for (const spread of measures.get(name)?.spreads ?? []) {
          const seen = state.get(spread.name);
          if (seen === 'open') throw new Refused('FRAGMENT_CYCLE', `Fragment "${spread.name}" spreads itself.`);
          if (seen === undefined && measures.has(spread.name)) stack.push(spread.name);
        }
      } else {
        stack.pop();
        if (state.get(name) === 'open') {
          state.set(name, 'done');
          order.push(name);
        }
      }
    }
  }
  return order;
}

function withSpreads(alone: Measure, known: ReadonlyMap<string, Measure>): Measure {
  const whole = { ...alone };
  for (const spread of alone.spreads) {
    const fragment = known.get(spread.name);
    if (fragment === undefined) continue;
    whole.fields = add(whole.fields, fragment.fields);
    whole.aliases = add(whole.aliases, fragment.aliases);
    whole.visits = add(whole.visits, 1 + fragment.visits);
    if (fragment.depth > 0) whole.depth = Math.max(whole.depth, spread.depth + fragment.depth);
    if (fragment.introspectionDepth > 0) {
      whole.introspectionDepth = Math.max(whole.introspectionDepth, spread.depth + fragment.introspectionDepth);
    }
  }
  return whole;
}

function check(measure: Measure): void {
  refuseAbove('DOCUMENT_TOO_DEEP', 'Levels of fields', measure.depth, BOUNDS.depth);
  refuseAbove('DOCUMENT_TOO_DEEP', 'Levels of introspection', measure.introspectionDepth, BOUNDS.introspectionDepth);
  refuseAbove('DOCUMENT_TOO_WIDE', 'Fragment spreads, one in another', measure.visits, BOUNDS.fragmentVisits);
  refuseAbove('DOCUMENT_TOO_WIDE', 'Fields', measure.fields, BOUNDS.fields);
  refuseAbove('TOO_MANY_ALIASES', 'Aliases', measure.aliases, BOUNDS.aliases);
}

/** Bounds what a document unfolds to, before the validator — which recurses — sees it. Linear in the document. */
export function guardShape(document: DocumentNode): void {
  const alone = new Map<string, Measure>();
  const operations: Measure[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) alone.set(definition.name.value, measureAlone(definition));
    else if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(measureAlone(definition));
  }
  const known = new Map<string, Measure>();
  for (const name of inOrder(alone)) {
    const measure = alone.get(name);
    if (measure === undefined) continue;
    const whole = withSpreads(measure, known);
    known.set(name, whole);
    check(whole);
  }
  for (const operation of operations) check(withSpreads(operation, known));
}
