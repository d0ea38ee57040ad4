import { publicIdOf } from '../../core/ids.js';
import type { AuditEntry, Import, ImportProblem } from '../../core/types.js';
import { wantsCursors } from '../selection.js';
import { builder } from './builder.js';
import { connect, connectionOf, pageArguments } from './connection.js';
import { ImportKind, ImportState, Role } from './enums.js';
import { Node, publicId } from './node.js';

const ImportProblemRef = builder.objectRef<ImportProblem>('ImportProblem').implement({
  fields: (t) => ({
    line: t.exposeInt('line'),
    column: t.exposeString('column', { nullable: true }),
    value: t.exposeString('value', { nullable: true }),
    code: t.exposeString('code'),
    message: t.exposeString('message'),
    rule: t.exposeString('rule', { nullable: true }),
  }),
});
const ImportProblemConnection = connectionOf('ImportProblem', ImportProblemRef, false);

export const ImportRef = builder.objectRef<Import>('Import').implement({
  description: 'A file brought in: checked first, then committed; it can stop and resume.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ resolve: (run) => publicId('import', run.id) }),
    kind: t.expose('kind', { type: ImportKind }),
    state: t.expose('state', { type: ImportState }),
    fileName: t.exposeString('fileName'),
    rows: t.exposeInt('rows'),
    done: t.exposeInt('done'),
    good: t.exposeInt('good'),
    bad: t.exposeInt('bad'),
    unchanged: t.exposeInt('unchanged'),
    created: t.exposeInt('created'),
    changed: t.exposeInt('changed'),
    committed: t.exposeInt('committed'),
    startedAt: t.expose('startedAt', { type: 'DateTime' }),
    startedBy: t.exposeString('startedBy'),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
    etaSeconds: t.exposeInt('etaSeconds', { nullable: true }),
    problems: t.field({
      type: ImportProblemConnection,
      args: { first: t.arg.int({ required: true }), after: t.arg.string() },
      resolve: (run, args, { core }, info) =>
        connect(args, core.importProblems(run.id, pageArguments(args, wantsCursors(info)))),
    }),
  }),
});
export const ImportConnection = connectionOf('Import', ImportRef, false);

const AuditEntryRef = builder.objectRef<AuditEntry>('AuditEntry').implement({
  description: 'Who did what to which object, when, and what it changed.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ resolve: (entry) => publicId('audit', entry.id) }),
    at: t.expose('at', { type: 'DateTime' }),
    actor: t.exposeString('actor'),
    actorRole: t.expose('actorRole', { type: Role, nullable: true }),
    action: t.exposeString('action'),
    objectKind: t.exposeString('objectKind'),
    objectId: t.id({ resolve: (entry) => publicIdOf(entry.objectKind, entry.objectId) }),
    object: t.exposeString('object'),
    changes: t.expose('changes', { type: 'JSON' }),
    reason: t.exposeString('reason', { nullable: true }),
    requestId: t.exposeString('requestId'),
    address: t.exposeString('address', { nullable: true }),
  }),
});
export const AuditConnection = connectionOf('Audit', AuditEntryRef, true);
