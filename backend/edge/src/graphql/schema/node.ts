import { publicId, readId, type IdKind } from '../../core/ids.js';
import { platformProblem } from '../../core/problem.js';
import type { GraphContext } from '../context.js';
import { builder } from './builder.js';

/** What `node` found, and as which type. */
export interface Found {
  __typename: string;
  id: string;
}

export const Node = builder.interfaceRef<{ id: string }>('Node').implement({
  description: 'Anything that can be read again by its id.',
  fields: (t) => ({ id: t.id() }),
  resolveType: (value) => (value as unknown as Found).__typename,
});

type Load = (core: GraphContext['core'], uuid: string) => Promise<{ id: string }>;

const LOADS: Readonly<Partial<Record<IdKind, [typename: string, load: Load]>>> = {
  key: ['Key', (core, uuid) => core.key(uuid)],
  customer: ['Customer', (core, uuid) => core.customer(uuid)],
  partner: ['Partner', (core, uuid) => core.partner(uuid)],
  import: ['Import', (core, uuid) => core.import(uuid)],
  review: ['Review', (core, uuid) => core.review(uuid)],
  audit: ['AuditEntry', (core, uuid) => core.auditEntry(uuid)],
  quote: ['Quote', (core, uuid) => core.quote(uuid)],
  order: ['Order', (core, uuid) => core.order(uuid)],
  document: ['Document', (core, uuid) => core.document(uuid)],
};

/** One node by its public id; an id of no known kind is answered as an unknown one. */
export async function loadNode(core: GraphContext['core'], id: string): Promise<Found> {
  const read = readId(id);
  const known = read === null ? undefined : LOADS[read.kind];
  if (read === null || known === undefined) throw platformProblem('NOT_FOUND');
  const [typename, load] = known;
  return { ...(await load(core, read.uuid)), __typename: typename };
}

export { publicId };
