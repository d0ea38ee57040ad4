import { Kind, type FieldNode, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';

const asksCursors = new WeakMap<FieldNode, boolean>();

/** Whether a connection's selection needs a cursor beside every item (the core is then asked for them). */
export function wantsCursors(info: GraphQLResolveInfo): boolean {
  const [only] = info.fieldNodes;
  if (only === undefined) return false;
  const known = asksCursors.get(only);
  if (known !== undefined && info.fieldNodes.length === 1) return known;
  const wants = info.fieldNodes.some((node) => selects(node.selectionSet, info, CURSOR_PATHS));
  if (info.fieldNodes.length === 1) asksCursors.set(only, wants);
  return wants;
}

const CURSOR_PATHS = [
  ['edges', 'cursor'],
  ['pageInfo', 'startCursor'],
] as const;

function selects(
  set: SelectionSetNode | undefined,
  info: GraphQLResolveInfo,
  paths: readonly (readonly string[])[],
): boolean {
  if (set === undefined) return false;
  return set.selections.some((selection) => {
    if (selection.kind === Kind.INLINE_FRAGMENT) return selects(selection.selectionSet, info, paths);
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      return selects(info.fragments[selection.name.value]?.selectionSet, info, paths);
    }
    const rest = paths.filter((path) => path[0] === selection.name.value).map((path) => path.slice(1));
    return rest.some((path) => path.length === 0) || (rest.length > 0 && selects(selection.selectionSet, info, rest));
  });
}
