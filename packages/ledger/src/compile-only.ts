import {
  type DialectAdapter,
  DummyDriver,
  IdentifierNode,
  Kysely,
  type KyselyPlugin,
  OperationNodeTransformer,
  type QueryCompiler,
  type QueryId,
  type SchemableIdentifierNode,
  SqliteIntrospector,
} from 'kysely';
import { TABLES, type Tables } from './tables.ts';

/** Where a table is found: its own name, and the schema it lies in. */
export interface TablePlace {
  readonly schema?: string;
  readonly name: string;
}

/** A query builder that compiles for one dialect and can run nothing. `place` says where each table is found. */
export function compileOnly(
  compiler: () => QueryCompiler,
  adapter: () => DialectAdapter,
  place: (table: string) => TablePlace,
): Kysely<Tables> {
  return new Kysely<Tables>({
    dialect: {
      createAdapter: adapter,
      createDriver: () => new DummyDriver(),
      createIntrospector: (database) => new SqliteIntrospector(database),
      createQueryCompiler: compiler,
    },
    plugins: [placing(place)],
  });
}

function placing(place: (table: string) => TablePlace): KyselyPlugin {
  const transformer = new PlaceTables(place);
  return {
    transformQuery: ({ node, queryId }) => transformer.transformNode(node, queryId),
    transformResult: async ({ result }) => await Promise.resolve(result),
  };
}

/** Our tables' names become their places; aliases and `excluded` stay as they are. */
class PlaceTables extends OperationNodeTransformer {
  readonly #place: (table: string) => TablePlace;

  constructor(place: (table: string) => TablePlace) {
    super();
    this.#place = place;
  }

  protected override transformSchemableIdentifier(
    node: SchemableIdentifierNode,
    queryId?: QueryId,
  ): SchemableIdentifierNode {
    const known = super.transformSchemableIdentifier(node, queryId);
    if (!(node.identifier.name in TABLES)) return known;
    const { schema, name } = this.#place(node.identifier.name);
    const identifier = IdentifierNode.create(name);
    return schema === undefined
      ? { ...known, identifier }
      : { ...known, identifier, schema: IdentifierNode.create(schema) };
  }
}
