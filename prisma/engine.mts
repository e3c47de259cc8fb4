// Prisma's schema engine as WebAssembly: a development tool, to write a new migration and to test for drift. The native
// engine is a download of its own, so nothing here may need it.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  ColumnTypeEnum,
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
} from '@prisma/driver-adapter-utils';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';

/** PostgreSQL's one-byte "char", used by its catalogue and unknown to the adapter. */
const CHAR_OID = 18,
  TEXT_OID = 25;

interface Performs {
  performIO(query: SqlQuery): Promise<{ fields?: { dataTypeID: number }[] }>;
}

/** Reads "char" columns as text and calls them characters, as the engine expects them. */
function readingChars(adapter: SqlDriverAdapter): SqlDriverAdapter {
  const inside = adapter as SqlDriverAdapter & Performs;
  const perform = inside.performIO.bind(inside),
    query = inside.queryRaw.bind(inside);
  const charsOf = new WeakMap<SqlQuery, number[]>();
  inside.performIO = async (asked) => {
    const result = await perform(asked);
    const chars = (result.fields ?? []).flatMap((field, i) =>
      field.dataTypeID === CHAR_OID ? [i] : [],
    );
    for (const i of chars) result.fields![i].dataTypeID = TEXT_OID;
    charsOf.set(asked, chars);
    return result;
  };
  inside.queryRaw = async (asked) => {
    const result = await query(asked);
    for (const i of charsOf.get(asked) ?? []) result.columnTypes[i] = ColumnTypeEnum.Character;
    return result;
  };
  return inside;
}

function factoryFor(url: string): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg({ connectionString: url });
  const connect = factory.connect.bind(factory),
    connectToShadow = factory.connectToShadowDb.bind(factory);
  return Object.assign(factory, {
    connect: async () => readingChars(await connect()),
    connectToShadowDb: async () => readingChars(await connectToShadow()),
  });
}

interface Exports extends WebAssembly.Exports {
  __wbindgen_start(): void;
}
interface Glue {
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
  SchemaEngine: { 'new'(options: object, log: () => void, factory: unknown): Promise<Engine> };
}
interface Engine {
  diff(input: object): Promise<{ exitCode: number; stdout: string }>;
}

async function engine(url: string, schemaFile: string, content: string): Promise<Engine> {
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: {
      set_message(message: string) {
        console.error('the schema engine broke:', message);
      },
    },
  });
  const file = fileURLToPath(
    import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg'),
  ).replace(/\.js$/, '.wasm');
  const { __wbg_set_wasm: use, SchemaEngine } = glue as unknown as Glue;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(fs.readFileSync(file)), {
    './schema_engine_bg.js': glue as unknown as WebAssembly.ModuleImports,
  });
  use(exports);
  (exports as Exports).__wbindgen_start();
  return SchemaEngine.new(
    { datamodels: [[path.basename(schemaFile), content]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factoryFor(url)),
  );
}

/**
 * What schema.prisma does not say and is kept: foreign keys hold each row in its own tenant, and it
 * names no relations, for loaders read them. What it says and cannot be: lists filter by custom
 * fields through one column that refers to a record of any kind, which no foreign key can. And an
 * entry of the ledger names its service without one: what was charged is never deleted.
 */
const KEPT =
  /^ALTER TABLE "\w+" DROP CONSTRAINT "\w+_fkey"$|^ALTER TABLE "\w+" ADD CONSTRAINT "(?:cv_\w+|entry_service|read_\w+)"/;

/**
 * The statements that turn the live database into what schema.prisma says; none when they agree.
 * One call per process: the wasm module keeps global state.
 */
export async function difference(url: string, schemaFile: string): Promise<string[]> {
  const content = fs.readFileSync(schemaFile, 'utf8');
  const schema = { tag: 'schemaDatamodel', files: [{ path: schemaFile, content }] };
  const result = await (
    await engine(url, schemaFile, content)
  ).diff({
    from: { ...schema, tag: 'schemaDatasource', configDir: '.' },
    to: schema,
    script: true,
    shadowDatabaseUrl: null,
    exitCode: true,
    filters: { externalTables: [], externalEnums: [] },
  });
  if (result.exitCode === 0) return [];
  return result.stdout
    .split(';')
    .map((each) => each.replace(/^\s*--.*$/gm, '').trim())
    .filter((each) => each && !KEPT.test(each));
}
