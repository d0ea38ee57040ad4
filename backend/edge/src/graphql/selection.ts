import { Kind, type FieldNode, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';

/** What a connection's selection needs of the core beside the page itself. */
interface Wishes {
  /** A cursor beside every item. */
  readonly cursors: boolean;
  readonly total: boolean;
  /** Paths of the fields of an item, such as `customer.name`. */
  readonly paths: ReadonlySet<string>;
}

const known = new WeakMap<FieldNode, Wishes>();

function wishesOf(info: GraphQLResolveInfo): Wishes {
  const [only] = info.fieldNodes;
  const kept = only === undefined || info.fieldNodes.length > 1 ? undefined : known.get(only);
  if (kept !== undefined) return kept;
  const paths = new Set<string>();
  const wishes = { cursors: false, total: false, paths };
  for (const connection of info.fieldNodes) {
    for (const field of fieldsOf(connection.selectionSet, info)) {
      const name = field.name.value;
      if (name === 'total') wishes.total = true;
      if (name === 'nodes') collect(field.selectionSet, '', paths, info);
      for (const inner of fieldsOf(field.selectionSet, info)) {
        const path = `${name}.${inner.name.value}`;
        if (path === 'edges.cursor' || path === 'pageInfo.startCursor') wishes.cursors = true;
        if (path === 'edges.node') collect(inner.selectionSet, '', paths, info);
      }
    }
  }
  if (only !== undefined && info.fieldNodes.length === 1) known.set(only, wishes);
  return wishes;
}

/** Whether a connection's selection needs a cursor beside every item (the core is then asked for them). */
export function wantsCursors(info: GraphQLResolveInfo): boolean {
  return wishesOf(info).cursors;
}

/** Whether a connection's selection reads this of its items. */
export function wantsOf(info: GraphQLResolveInfo, path: string): boolean {
  return wishesOf(info).paths.has(path);
}

/** Whether the selection of a field's object reads nothing of it but these. */
export function readsOnly(info: GraphQLResolveInfo, names: ReadonlySet<string>): boolean {
  return info.fieldNodes.every((node) =>
    [...fieldsOf(node.selectionSet, info)].every((field) => names.has(field.name.value)),
  );
}

function collect(
  set: SelectionSetNode | undefined,
  before: string,
  paths: Set<string>,
  info: GraphQLResolveInfo,
): void {
  for (const field of fieldsOf(set, info)) {
    const path = before + field.name.value;
    paths.add(path);
    collect(field.selectionSet, `${path}.`, paths, info);
  }
}

/** The fields of a selection, those of its fragments too. */
function* fieldsOf(set: SelectionSetNode | undefined, info: GraphQLResolveInfo): Generator<FieldNode> {
  for (const selection of set?.selections ?? []) {
    if (selection.kind === Kind.FIELD) yield selection;
    else if (selection.kind === Kind.INLINE_FRAGMENT) yield* fieldsOf(selection.selectionSet, info);
    else yield* fieldsOf(info.fragments[selection.name.value]?.selectionSet, info);
  }
}

/** What the core's list of keys has of a key, and of what stands inside it. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  customer: ['id', 'name', 'email', 'vatId', 'country', 'city', 'language', 'education', 'createdAt'],
  partner: ['id', 'name', 'country', 'city', 'language', 'level', 'vatId', 'suspended'],
  effective: ['edition', 'size', 'free', 'maxExtensions'],
  renewalPrice: ['minor', 'currency'],
};
const PLAIN = [
  'id',
  'number',
  'kind',
  'edition',
  'size',
  'free',
  'trial',
  'notForResale',
  'education',
  'status',
  'statusUntil',
  'nextStatus',
  'startsOn',
  'lastDay',
  'windowLastDay',
  'closedOn',
  'maxExtensions',
  'extensionsCounted',
  'over',
  'usageStale',
  'support',
  'deadline',
  'pbxVersion',
  'fqdn',
  'issuedAt',
  'version',
];

const asked = new WeakMap<Wishes, KeyWishes>();

export interface KeyWishes {
  cursors?: true;
  /** Only where the total is not asked for. */
  count?: false;
  /** Of `GET /v1/keys`: the fields to send, in an order of ours, so that the same wish is the same text. */
  fields: string;
}

/** What a list of keys is asked for: what the document reads of it, and ids, by which everything else is read. */
export function keyWishes(info: GraphQLResolveInfo): KeyWishes {
  const wishes = wishesOf(info);
  let answer = asked.get(wishes);
  if (answer === undefined) {
    answer = {
      ...(wishes.cursors ? { cursors: true } : {}),
      ...(wishes.total ? {} : { count: false }),
      fields: keyFields(wishes.paths).join(','),
    };
    asked.set(wishes, answer);
  }
  return answer;
}

function keyFields(paths: ReadonlySet<string>): string[] {
  const fields = PLAIN.filter((name) => name === 'id' || paths.has(name));
  for (const [part, names] of Object.entries(PARTS)) {
    if (!paths.has(part)) continue;
    const inner = names.filter((name) => name === 'id' || paths.has(`${part}.${name}`));
    fields.push(...(inner.length === 0 ? [part] : inner.map((name) => `${part}.${name}`)));
  }
  return fields;
}
