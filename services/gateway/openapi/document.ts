import { describe, partsOf, type Schema } from '#contracts/describe.js';
import type { Shape } from '#contracts/message.js';
import { contractOf, pathFields, type Row } from '../routes/row.js';
import { components, headers, parameters, responses, securitySchemes, tags } from './components.js';
import { operationOf } from './operation.js';

const at = '#/components/schemas/';

/** The public API as OpenAPI 3.1, from the routes and the contracts alone. Throws where two schemas share a name. */
export function openApi(rows: Row[]) {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Loupan 楼盘',
      version: '1.0.0',
      summary: '新房销售：从价目表到产权证 / Selling new homes, from price list to title',
      description: introduction,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags,
    security: [{ session: [] }, { token: [] }],
    paths: paths(rows),
    components: { schemas: schemas(rows), parameters, responses, headers, securitySchemes },
  };
}

const introduction = [
  '金额、面积、比率一律为十进制字符串。命令带 `Idempotency-Key`，重复提交只生效一次，答复相同。',
  '拒绝以 RFC 9457 `application/problem+json` 说明，`code` 以规则编号开头（如 `SUB-3.deposit-unpaid`）。\n\n',
  'Amounts, areas and rates are decimal strings. A command carries an `Idempotency-Key`: sent again it has one effect ',
  'and the same answer. A refusal is a problem (RFC 9457) whose `code` begins with the number of the rule.',
].join('');

function paths(rows: Row[]) {
  const found: Record<string, Record<string, object>> = {};
  for (const row of rows) (found[row.path] ??= {})[row.method.toLowerCase()] = operationOf(row, at);
  return found;
}

/** What is asked is closed to unknown fields, with all it is made of; what is answered may gain fields. */
function schemas(rows: Row[]): Record<string, object> {
  const asked = new Map<string, Shape>();
  const answered = new Map<string, Shape>();
  const found: Record<string, object> = { ...components };
  for (const row of rows) {
    const contract = contractOf(row);
    partsOf(contract, asked);
    if (row.gives === 'stream') partsOf(contract.answer, answered);
    else if (row.status !== 204 && row.gives !== 'file') partsOf(contract.answer, add(answered, contract.answer));
    const body = bodyOf(row);
    if (row.method !== 'GET' && Object.keys(body.properties!).length > 0) put(found, contract.name, body);
  }
  for (const [name, shape] of answered) put(found, name, describe(shape, { at, open: asked.get(name) !== shape }));
  for (const [name, shape] of asked) put(found, name, describe(shape, { at }));
  return Object.fromEntries(Object.entries(found).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** The contract without what the path and the route settle. */
function bodyOf(row: Row): Schema {
  const schema = describe(contractOf(row), { at });
  const settled = [...pathFields(row.path), ...Object.keys(row.fixed ?? {})];
  const required = schema.required?.filter((field) => !settled.includes(field));
  const { required: _, ...rest } = schema;
  const properties = Object.entries(schema.properties ?? {}).filter(([field]) => !settled.includes(field));
  return { ...rest, properties: Object.fromEntries(properties), ...(required?.length ? { required } : {}) };
}

function add(map: Map<string, Shape>, shape: Shape): Map<string, Shape> {
  if (map.has(shape.name) && map.get(shape.name) !== shape) throw new Error(`Two answers are called ${shape.name}`);
  return map.set(shape.name, shape);
}

function put(found: Record<string, object>, name: string, schema: object): void {
  if (found[name] && JSON.stringify(found[name]) !== JSON.stringify(schema))
    throw new Error(`Two schemas are called ${name}`);
  found[name] = schema;
}
