import type { Area } from '#contracts/catalogue.js';
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

const areas: Record<Area, string> = {
  gateway: '人员、会话、权限 / people, sessions, rights',
  lists: '清单与待办 / named lists and work queues',
  inventory: '项目、楼栋、房间、调价 / projects, buildings, units, price changes',
  'inventory-policy': '期限与定金政策 / deadlines and policy',
  'inventory-imports': '房源与价目表的导入导出 / import and export of units and prices',
  'inventory-terms': '付款方式、优惠、节点、许可、备案价 / plans, discounts, nodes, permits, filed prices',
  'inventory-board': '销控表 / the sales board, also live',
  customers: '客户、撞单、归属、导出 / customers, collisions, ownership, exports',
  channels: '渠道报备与佣金 / channel partners',
  'service-requests': '客诉与售后 / complaints and after-sales',
  team: '成交调查、及时率、佣金说明 / surveys, timeliness, commission flags',
  targets: '目标、得分、考核 / targets, scores, assessments',
  tasks: '我的任务 / my tasks',
  quotations: '报价 / quotations',
  reservations: '预留 / reservations',
  openings: '开盘、演练、摇号 / openings, rehearsals, draws',
  sales: '定购、签约、审核、盖章、监证 / subscribing, signing, reviews, seal, filing',
  subscriptions: '更名、换房、退房、保留、延迟签约 / changes of subscriptions',
  contracts: '优惠批示、合同变更、退房、文件 / discounts, amendments, withdrawals, papers',
  attachments: '车位、储藏室 / parking spaces and storage rooms',
  messages: '短信 / messages to customers',
  finance: '应收、收款、换发、退款、发票 / what is owed and paid',
  ledger: '总账与凭证 / ledger and vouchers',
  receipts: '票据、红冲、日结 / receipts, red letters, day close',
  'late-fees': '违约金与各项费用 / late fees and other fees',
  reconciliation: '银行对账 / bank statements and reconciliation',
  dunning: '催款与违约客户 / dunning and defaulters',
  invoices: '购房发票 / purchase invoices',
  funds: '预售资金监管 / supervised pre-sale funds',
  commissions: '佣金 / commissions',
  takeover: '期初与旧合同导入 / opening balances and old contracts',
  mortgage: '按揭 / mortgages',
  handover: '接楼与产权 / keys, certified areas, title',
  membership: '会员与积分 / members and points',
  reporting: '报表与一户一档 / reports and the unit dossier',
};

export const tags = Object.entries(areas).map(([name, description]) => ({ name, description }));

function problem(description: string, more?: object) {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return { description, ...(more ? { headers: more } : {}), content };
}
