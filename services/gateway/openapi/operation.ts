import { areaOf } from '#contracts/catalogue.js';
import { describe, partsOf, type Schema } from '#contracts/describe.js';
import { holders, isOperation, scopeOf } from '#permissions/matrix.js';
import { operationNames, roleNames } from '#permissions/names.js';
import { contractOf, pathFields, type Row } from '../routes/row.js';

/** One route as an OpenAPI operation; schemas are found below `at`. */
export function operationOf(row: Row, at: string) {
  const contract = contractOf(row);
  const content = contentGivenBy(row, at);
  const answer = { description: 'OK', headers: answerHeaders(row), content };
  return {
    operationId: idOf(row),
    tags: [areaOf(contract)],
    summary: `${row.summary.zh} / ${row.summary.en}`,
    ...rightOf(row),
    parameters: parametersOf(row, at),
    ...(row.method === 'GET' ? {} : bodyOf(row, at)),
    responses: {
      [row.status]: row.status === 204 ? { description: 'No content', headers: answer.headers } : answer,
      ...(isConditional(row) ? { 304: { description: '与所持相同 / What you have is what there is' } } : {}),
      ...Object.fromEntries(problemsOf(row).map((status) => [status, { $ref: `#/components/responses/${status}` }])),
    },
    ...(row.needs === 'public' ? { security: [] } : {}),
  };
}

/** `subscribeUnit`, and `reviewContractCfo` where a route settles a field of the contract. */
function idOf(row: Row): string {
  const { name } = contractOf(row);
  const settled = Object.values(row.fixed ?? {}).map((value) => value[0]!.toUpperCase() + value.slice(1));
  return name[0]!.toLowerCase() + name.slice(1) + settled.join('');
}

function rightOf({ needs }: Row): object {
  if (!isOperation(needs)) {
    const open = needs === 'public';
    return { description: open ? '无需登录 / Needs no account' : '须登录 / Needs an account', 'x-operation': needs };
  }
  const { zh, en } = operationNames(needs);
  const roles = holders(needs).map((role) => ({ role, ...roleNames(role), scope: scopeOf(needs, role) }));
  const who = `${roles.map((role) => role.zh).join('、')} / ${roles.map((role) => role.en).join(', ')}`;
  return {
    description: `权限 / needs: **${needs}** (${zh} / ${en})\n\n角色 / roles: ${who}`,
    'x-operation': needs,
    'x-roles': roles,
  };
}

function parametersOf(row: Row, at: string): object[] {
  const { properties = {}, required = [] } = describe(contractOf(row), { at });
  const inPath = pathFields(row.path);
  const path = inPath.map((name) => ({ name, in: 'path', required: true, schema: properties[name] }));
  const settled = [...inPath, ...Object.keys(row.fixed ?? {})];
  const rest = Object.keys(properties).filter((name) => !settled.includes(name));
  const inQuery = (name: string) => ({
    name,
    in: 'query',
    required: row.method === 'GET' && required.includes(name),
    schema: properties[name],
  });
  const known = headersKnownTo(row).map((name) => ({ $ref: `#/components/parameters/${name}` }));
  if (row.method === 'GET') return [...path, ...rest.map(inQuery), ...known];
  const ofFile = row.takes === 'file' ? rest.filter((name) => name !== 'file').map(inQuery) : [];
  return [...path, ...ofFile, { $ref: '#/components/parameters/IdempotencyKey' }];
}

function bodyOf(row: Row, at: string): object {
  const { properties = {}, required = [] } = describe(contractOf(row), { at });
  const settled = [...pathFields(row.path), ...Object.keys(row.fixed ?? {})];
  if (Object.keys(properties).every((name) => settled.includes(name))) return {};
  const file = row.takes === 'file' ? { [xlsx]: { schema: fileSchema }, 'text/csv': { schema: fileSchema } } : {};
  const content = { ...file, ...contentOf(at + contractOf(row).name) };
  return { requestBody: { required: required.some((name) => !settled.includes(name)), content } };
}

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const fileSchema: Schema = {
  ...{ type: 'string', format: 'binary' },
  description: 'xlsx 或 csv 文件；其余字段放在查询参数中 / the xlsx or csv file; other fields go into the query',
};
const binary: Schema = { type: 'string', format: 'binary' };
/** PDF or a workbook, as the Content-Type of the answer says. */
const fileContent = {
  ...{ 'application/pdf': { schema: binary }, [xlsx]: { schema: binary }, 'text/csv': { schema: binary } },
};

function contentGivenBy(row: Row, at: string): object {
  const { answer } = contractOf(row);
  if (row.gives === 'file') return fileContent;
  if (row.gives !== 'stream') return contentOf(at + answer.name);
  const description =
    '服务器推送事件：change（数据如下）、reset（请重新读取）、end（已无权限或已签退） / server-sent events';
  const events = [...partsOf(answer).keys()].map((name) => ({ $ref: at + name }));
  return { 'text/event-stream': { schema: { type: 'string', description, 'x-event-data': events } } };
}

function contentOf($ref: string) {
  return { 'application/json': { schema: { $ref } } };
}

function headersKnownTo(row: Row): string[] {
  if (row.gives === 'stream') return ['LastEventId'];
  return isConditional(row) ? ['IfNoneMatch'] : [];
}

/** Reading can be asked for only if it has changed (GAT-3). */
function isConditional(row: Row): boolean {
  return row.method === 'GET' && !row.gives;
}

function answerHeaders(row: Row): object {
  const trace = { 'Trace-Id': { $ref: '#/components/headers/TraceId' } };
  const tag = isConditional(row) ? { ETag: { $ref: '#/components/headers/ETag' } } : {};
  return row.method === 'GET'
    ? { ...trace, ...tag }
    : { ...trace, 'Idempotency-Key': { $ref: '#/components/headers/IdempotencyKey' } };
}

function problemsOf(row: Row): number[] {
  const command = row.method !== 'GET';
  return [
    ...[400, 401],
    ...(row.needs === 'signed-in' && !command ? [] : [403]),
    ...(row.path.includes('{') ? [404] : []),
    ...(command ? [409, 422] : []),
    ...(row.needs === 'public' || row.gives === 'stream' ? [429] : []),
    ...[500, 503],
  ];
}
