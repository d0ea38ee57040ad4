import {
  execute,
  getOperationAST,
  GraphQLError,
  Kind,
  parse,
  validate,
  visit,
  BREAK,
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationTypeNode,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { GraphContext } from './context.js';
import { BOUNDS, Refused } from './limits/bounds.js';
import { planCost, type CostPlan, type Variables } from './limits/cost.js';
import { guardShape } from './limits/fragments.js';
import { guardMerging } from './limits/merging.js';
import { guardText } from './limits/text.js';

type Run = (context: GraphContext, variables: Variables) => ExecutionResult | Promise<ExecutionResult>;

/** A document found fit to run: parsed, bounded, validated, priced; compiled once it has shown that it comes again. */
export interface Prepared {
  readonly type: OperationTypeNode;
  readonly name: string | null;
  readonly cost: CostPlan;
  readonly introspects: boolean;
  readonly run: Run;
}

export class DocumentRefused extends Error {
  constructor(readonly errors: readonly GraphQLError[]) {
    super('The document is refused.');
  }
}

const COMPILE_AFTER = 3;

/** The documents seen lately, by their text; bounded by the bytes of it. */
export class Documents {
  readonly #prepared = new Map<string, Prepared>();
  #bytes = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly mostBytes = 8 * 1024 * 1024,
  ) {}

  /** @throws DocumentRefused */
  prepare(query: string, operationName: string | null): Prepared {
    const id = operationName === null ? query : `${query}\0${operationName}`;
    const known = this.#prepared.get(id);
    if (known !== undefined) return known;
    const prepared = this.make(query, operationName);
    this.keep(id, prepared);
    return prepared;
  }

  private keep(id: string, prepared: Prepared): void {
    this.#prepared.set(id, prepared);
    this.#bytes += id.length;
    for (const oldest of this.#prepared.keys()) {
      if (this.#bytes <= this.mostBytes) break;
      this.#prepared.delete(oldest);
      this.#bytes -= oldest.length;
    }
  }

  private make(query: string, operationName: string | null): Prepared {
    try {
      guardText(query);
      const document = parse(query, { maxTokens: BOUNDS.tokens + 1, noLocation: false });
      guardShape(document);
      guardMerging(document);
      const errors = validate(this.schema, document, undefined, { maxErrors: BOUNDS.validationErrors });
      if (errors.length > 0) throw new DocumentRefused(errors);
      const operation = getOperationAST(document, operationName);
      if (!operation) throw new Refused('INVALID_DOCUMENT', 'Name the one operation of the document to run.');
      const fragments = new Map<string, FragmentDefinitionNode>();
      for (const definition of document.definitions) {
        if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
      }
      return {
        type: operation.operation,
        name: operation.name?.value ?? null,
        cost: planCost(this.schema, operation, fragments),
        introspects: introspects(document),
        run: runner(this.schema, document, operationName),
      };
    } catch (error) {
      if (error instanceof GraphQLError) throw new DocumentRefused([error]);
      throw error;
    }
  }
}

/** Whether the document reads the schema. Asking a type by name for that name reads nothing of it. */
function introspects(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field(node) {
      const name = node.name.value;
      if (name !== '__schema' && (name !== '__type' || onlyNames(node))) return undefined;
      found = true;
      return BREAK;
    },
  });
  return found;
}

function onlyNames(field: FieldNode): boolean {
  const names = ['name', '__typename'];
  return (field.selectionSet?.selections ?? []).every(
    (one) => one.kind === Kind.FIELD && names.includes(one.name.value),
  );
}

function runner(schema: GraphQLSchema, document: DocumentNode, operationName: string | null): Run {
  let runs = 0;
  const interpreted: Run = (contextValue, variableValues) =>
    execute({ schema, document, operationName, contextValue, variableValues });
  let run = interpreted;
  return (context, variables) => {
    runs += 1;
    if (runs === COMPILE_AFTER) run = compiled(schema, document, operationName) ?? interpreted;
    return run(context, variables);
  };
}

function compiled(schema: GraphQLSchema, document: DocumentNode, operationName: string | null): Run | null {
  const made = compileQuery(schema, document, operationName ?? undefined, {
    // The core's answers are typed and compared with its OpenAPI document; scalars pass as they are.
    disableLeafSerialization: true,
    disablingCapturingStackErrors: true,
  });
  if (!isCompiledQuery(made)) return null;
  return (context, variables) => made.query(undefined, context, variables);
}
