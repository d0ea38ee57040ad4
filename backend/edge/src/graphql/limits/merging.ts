import { Kind, type DocumentNode, type FieldNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';
import { BOUNDS, refuseAbove } from './bounds.js';

/**
 * The validator compares every two fields that answer under one name, and their children in turn. Counts those pairs
 * in a document already known to unfold to few fields, so that the comparing stays short.
 */
export function guardMerging(document: DocumentNode): void {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  let pairs = 0;
  const pending: SelectionSetNode[][] = [];
  for (const definition of document.definitions) {
    if ('selectionSet' in definition) pending.push([definition.selectionSet]);
  }
  for (let sets = pending.pop(); sets !== undefined; sets = pending.pop()) {
    for (const group of byAnswer(sets, fragments).values()) {
      pairs += (group.length * (group.length - 1)) / 2;
      refuseAbove('DOCUMENT_TOO_WIDE', 'Pairs of fields under one name', pairs, BOUNDS.mergePairs);
      const children = group.flatMap((field) => (field.selectionSet ? [field.selectionSet] : []));
      if (children.length > 0) pending.push(children);
    }
  }
}

function byAnswer(
  sets: readonly SelectionSetNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Map<string, FieldNode[]> {
  const groups = new Map<string, FieldNode[]>();
  const stack = [...sets];
  for (let set = stack.pop(); set !== undefined; set = stack.pop()) {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const name = selection.alias?.value ?? selection.name.value;
        const group = groups.get(name);
        if (group === undefined) groups.set(name, [selection]);
        else group.push(selection);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) stack.push(selection.selectionSet);
      else {
        const fragment = fragments.get(selection.name.value);
        if (fragment !== undefined) stack.push(fragment.selectionSet);
      }
    }
  }
  return groups;
}
