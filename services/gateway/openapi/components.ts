import type { Schema } from '#contracts/describe.js';

/** What every route shares: the problem, its responses, the headers, and the two ways to be known. */
export const components: Record<string, Schema | object> = {
  Problem: {
    type: 'object',
    description: 'RFC 9457',
    properties: {
      type: { type: 'string', format: 'uri', examples: ['urn:loupan:refusal:HOLD-1.unit-held'] },
      title: { type: 'string' },
      status: { type: 'integer' },
      detail: { type: 'string', description: '按 Accept-Language，缺省中文 / by Accept-Language, Chinese by default' },
      message: {
        type: 'object',
        properties: { zh: { type: 'string' }, en: { type: 'string' } },
        required: ['zh', 'en'],
      },
      code: { type: 'string', description: '规则编号与原因 / rule number and reason', examples: ['HOLD-1.unit-held'] },
      facts: { type: 'object', additionalProperties: true },
      fields: { type: 'array', items: { $ref: '#/components/schemas/InvalidField' } },
      trace: { type: 'string', description: '追踪号 / trace id' },
    },
    required: ['type', 'title', 'status', 'detail', 'message', 'code', 'facts'],
  },
  InvalidField: {
    type: 'object',
    properties: {
      field: { type: 'string', examples: ['buyers.0.share'] },
      check: { type: 'string' },
      message: { type: 'string' },
    },
    required: ['field', 'check', 'message'],
  },
};

export const headers = {
  TraceId: { description: '追踪号 / trace id (GAT-5)', schema: { type: 'string' } },
  IdempotencyKey: { description: '本命令的键 / the key of this command (ALL-8)', schema: { type: 'string' } },
  ETag: { description: '本答复的标记 / the tag of this answer (GAT-3)', schema: { type: 'string' } },
};

export const parameters = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description: '同一命令重复提交只生效一次 / the same command sent twice has one effect and the same answer (ALL-8)',
    schema: { type: 'string', minLength: 1, maxLength: 64, pattern: '^[\\x21-\\x7e]+$' },
  },
  LastEventId: {
    name: 'Last-Event-ID',
    in: 'header',
    description: '断线重连：从此事件之后续传 / after a lost connection: what came after this event (GAT-3)',
    schema: { type: 'string' },
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    description: '所持答复的 ETag，相同则答 304 / the ETag of what you have: if nothing has changed, 304 (GAT-3)',
    schema: { type: 'string' },
  },
};

const retryAfter = { 'Retry-After': { description: '秒 / seconds', schema: { type: 'integer' } } };

export const responses = {
  400: problem('输入有误，列出字段 / Bad input, naming the fields'),
  401: problem('未登录 / Not signed in'),
  403: problem('没有权限，列出缺少的操作与拥有它的角色 / No right: names the operation and who holds it'),
  404: problem('没有这条记录 / No such record'),
  409: problem('业务规则不允许 / A business rule says no'),
  422: problem('不能照办：键已用于别的命令等 / Cannot be done as sent: the key was used for another command'),
  429: problem('失败次数或同时打开的过多 / Too many failures, or too many open at once', retryAfter),
  500: problem('系统出错，只给追踪号 / A fault: the trace id and nothing else'),
  503: problem('服务暂不可用，可用同一键重发 / Down or too busy: send again with the same key', retryAfter),
};

export const securitySchemes = {
  session: { type: 'apiKey', in: 'cookie', name: '__Host-session', description: 'POST /v1/session' },
  token: { type: 'http', scheme: 'bearer', description: 'POST /v1/tokens' },
};

export const tags = [
  { name: 'gateway', description: '人员、会话、权限 / people, sessions, rights' },
  { name: 'inventory', description: '房源、价格、许可、销控 / what is for sale, at what price, under which permit' },
  { name: 'sales', description: '客户、定购、合同 / customers, subscriptions, contracts' },
  { name: 'finance', description: '应收、收款、退款、发票 / what is owed and paid' },
  { name: 'mortgage', description: '按揭 / mortgages' },
  { name: 'handover', description: '接楼与产权 / keys, certified areas, title' },
  { name: 'membership', description: '会员与积分 / members and points' },
  { name: 'reporting', description: '报表与一户一档 / reports and the unit dossier' },
];

function problem(description: string, more?: object) {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return { description, ...(more ? { headers: more } : {}), content };
}
