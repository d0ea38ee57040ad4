import type { PageArguments } from '../../core/calls.js';
import type { Page, Total } from '../../core/types.js';
import { builder, type Ref } from './builder.js';

/** A page of the core and where it began. */
export interface Connection<T> extends Page<T> {
  after: string | null;
}
interface Edge<T> {
  cursor: string;
  node: T;
}

export const TotalRef = builder.objectRef<Total>('Total').implement({
  fields: (t) => ({
    count: t.exposeInt('count'),
    atLeast: t.exposeBoolean('atLeast', { description: 'true: at least this many' }),
  }),
});

const PageInfo = builder.objectRef<Connection<unknown>>('PageInfo').implement({
  fields: (t) => ({
    endCursor: t.exposeString('endCursor', { nullable: true }),
    hasNextPage: t.exposeBoolean('hasNextPage'),
    hasPreviousPage: t.boolean({ resolve: (page) => page.after !== null }),
    startCursor: t.string({ nullable: true, resolve: (page) => page.cursors?.[0] ?? null }),
  }),
});

function edgeCursor<T>(page: Connection<T>, index: number): string {
  const cursor = page.cursors?.[index];
  if (cursor !== undefined) return cursor;
  // Without a cursor for each item only the last one can be named.
  return index === page.items.length - 1 ? (page.endCursor ?? '') : '';
}

function edgesOf<T>(page: Connection<T>): Edge<T>[] {
  return page.items.map((node, index) => ({ cursor: edgeCursor(page, index), node }));
}

/** `<Name>Connection` and `<Name>Edge` over a page of the core. */
export function connectionOf<T>(name: string, node: Ref<T>, withTotal: boolean): Ref<Connection<T>> {
  const edge = builder.objectRef<Edge<T>>(`${name}Edge`);
  edge.implement({
    fields: (t) => ({
      cursor: t.exposeString('cursor'),
      node: t.field({ type: node, resolve: (row) => row.node as never }),
    }),
  });
  const connection = builder.objectRef<Connection<T>>(`${name}Connection`);
  connection.implement({
    fields: (t) => ({
      edges: t.field({ type: [edge], resolve: edgesOf }),
      nodes: t.field({ type: [node], resolve: (page) => page.items as never }),
      pageInfo: t.field({ type: PageInfo, resolve: (page) => page }),
      ...(withTotal
        ? { total: t.field({ type: TotalRef, resolve: (page) => page.total ?? { count: 0, atLeast: true } }) }
        : {}),
    }),
  });
  return connection;
}

export interface PagingArguments {
  first: number;
  after?: string | null | undefined;
}

export function pageArguments(args: PagingArguments, cursors: boolean): PageArguments {
  return cursors ? { first: args.first, after: args.after, cursors } : { first: args.first, after: args.after };
}

export async function connect<T>(args: PagingArguments, page: Promise<Page<T>>): Promise<Connection<T>> {
  const answer = await page;
  return {
    items: answer.items,
    cursors: answer.cursors ?? null,
    endCursor: answer.endCursor,
    hasNextPage: answer.hasNextPage,
    total: answer.total ?? null,
    after: args.after ?? null,
  };
}
