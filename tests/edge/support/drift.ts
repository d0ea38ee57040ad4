import { join } from 'node:path';
import ts from 'typescript';

/** One answer of the core and the type the edge reads it as. */
export interface Row {
  name: string;
  verb: string;
  path: string;
  type: string;
}

const CORE = join(import.meta.dirname, '../../../backend/edge/src/core');

const HEAD = `
import type { paths } from './openapi.js';
import type { CoreCalls } from './calls.js';
import type { PayCalls } from './pay-calls.js';
type Ok<O> = O extends { responses: infer R } ? (R extends { 200: infer A } ? A : R extends { 202: infer A } ? A : never) : never;
type Answer<P extends keyof paths, V extends keyof paths[P]> = Ok<paths[P][V]> extends { content: { 'application/json': infer T } } ? T : { none: P };
type Taken<M extends keyof CoreCalls> = CoreCalls[M] extends (...all: never[]) => Promise<infer T> ? T | (T extends readonly unknown[] ? { items: T } : never) : never;
type Shown<M extends keyof PayCalls> = PayCalls[M] extends (...all: never[]) => Promise<infer T> ? T : never;
/** A quote's answer outside a dry run: it has an id and a number. */
type Kept<T> = T extends { rowVersion: number; id?: unknown } ? Omit<T, 'id' | 'number'> & { id: string; number: string } : T;
`;

/** Compiles, in memory, that each answer as backend/openapi.json has it fits the edge's type; gives a line a misfit. */
export async function drift(rows: readonly Row[]): Promise<string[]> {
  const script = join(CORE, '../../scripts/core-types.js');
  const { coreTypes } = (await import(script)) as { coreTypes: () => Promise<string> };
  const lines = rows.map(
    ({ verb, path, type }, index) =>
      `export const check${String(index)} = (sent: Kept<Answer<'${path}', '${verb}'>>): ${type} => sent;`,
  );
  const virtual = new Map([
    [join(CORE, 'openapi.ts'), await coreTypes()],
    [join(CORE, 'drift.ts'), `${HEAD}\n${lines.join('\n')}\n`],
  ]);
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ['lib.es2023.d.ts'],
    types: ['node'],
    typeRoots: [join(CORE, '../../node_modules/@types')],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
  };
  const host = ts.createCompilerHost(options);
  const readFile = host.readFile.bind(host);
  const fileExists = host.fileExists.bind(host);
  host.readFile = (name) => virtual.get(name) ?? readFile(name);
  host.fileExists = (name) => virtual.has(name) || fileExists(name);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, languageVersion, ...rest) => {
    const text = virtual.get(name);
    return text === undefined
      ? getSourceFile(name, languageVersion, ...rest)
      : ts.createSourceFile(name, text, languageVersion);
  };
  const root = join(CORE, 'drift.ts');
  const program = ts.createProgram([root], options, host);
  const source = program.getSourceFile(root);
  if (source === undefined) throw new Error('nothing to compile');
  const before = HEAD.split('\n').length;
  const found = new Map<string, string>();
  for (const one of [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]) {
    const { line } = source.getLineAndCharacterOfPosition(one.start ?? 0);
    const name = rows[line - before]?.name ?? 'head';
    const text = ts.flattenDiagnosticMessageText(one.messageText, '\n');
    if (!found.has(name)) found.set(name, `${name}: ${text}`);
  }
  return [...found.values()];
}
