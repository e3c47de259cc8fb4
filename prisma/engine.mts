import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum, bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bg from '@prisma/schema-engine-wasm/schema_engine_bg';

(globalThis as any).PRISMA_WASM_PANIC_REGISTRY = { set_message(m: string) { console.error('schema engine panic:', m); } };
export async function engine(url: string, schemaFile: string) {
  const wasm = fileURLToPath(import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg')).replace(/\.js$/, '.wasm');
  const inst = new WebAssembly.Instance(new WebAssembly.Module(fs.readFileSync(wasm)), { './schema_engine_bg.js': bg as any });
  (bg as any).__wbg_set_wasm(inst.exports);
  (inst.exports as any).__wbindgen_start();
  const factory: any = new PrismaPg({ connectionString: url });
  // PostgreSQL's one-byte "char" type (oid 18, used by the catalogue) is unknown to the adapter: call it text
  const char = (a: any): any => {
    const { performIO: io, queryRaw: raw, startTransaction: st } = a;
    const seen = new WeakMap<object, number[]>(); 
    a.performIO = async (q: any) => {
      const r = await io.call(a, q); const at: number[] = [];
      r.fields?.forEach((f: any, i: number) => { if (f.dataTypeID === 18) { f.dataTypeID = 25; at.push(i); } });
      seen.set(q, at); return r;
    };
    a.queryRaw = async (q: any) => { const r = await raw.call(a, q); for (const i of seen.get(q) ?? []) r.columnTypes[i] = ColumnTypeEnum.Character; return r; };
    if (st) a.startTransaction = async (...x: any[]) => char(await st.apply(a, x));
    return a;
  };
  for (const m of ['connect', 'connectToShadowDb']) { const f = factory[m]?.bind(factory); if (f) factory[m] = async () => char(await f()); }
  const content = fs.readFileSync(schemaFile, 'utf8');
  const e = await (bg as any).SchemaEngine.new({ datamodels: [[path.basename(schemaFile), content]] }, () => {}, bindMigrationAwareSqlAdapterFactory(factory));
  const filters = { externalTables: [], externalEnums: [] };
  const schema = { tag: 'schemaDatamodel', files: [{ path: schemaFile, content }] };
  return { e, filters, schema };
}
/** The SQL that turns the live database into what schema.prisma says; '' when they agree. One call per process: the wasm module keeps global state. */
export async function difference(url: string, schemaFile: string): Promise<string> {
  const { e, filters, schema } = await engine(url, schemaFile);
  const r = await e.diff({ from: { ...schema, tag: 'schemaDatasource', configDir: '.' }, to: schema, script: true, shadowDatabaseUrl: null, exitCode: true, filters });
  return r.exitCode === 0 ? '' : r.stdout;
}
