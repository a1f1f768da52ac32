import type { Sale } from './home.ts';
import type { Stage } from './stage.ts';

const lin = { name: '林晓', phone: '13600001234', idNumber: '440106199001011234', source: '来访', needs: '三房' };
const visit = { firstEvent: { kind: 'first-visit' } };

/** Whose a customer is, who may see who they are, and how customers leave the house (CRM-1, CRM-2, ALL-9). */
export async function customers(stage: Stage, { projectId }: Sale): Promise<void> {
  const customerId = await collided(stage, projectId);
  await seen(stage, projectId, customerId);
  await exported(stage, projectId);
  await reassigned(stage, projectId);
}

/** Entered twice; the manager decides, the second appeals (CRM-1). */
async function collided(stage: Stage, projectId: string): Promise<string> {
  const who = { projectId, ...lin, ...visit };
  const { customerId } = await stage.does('zhao', '录入客户 customer entered', 'POST /v1/customers', { body: who });
  const again = { ...who, name: '林小', phone: `+86${lin.phone}` };
  const refused = await stage.does('zhou', '撞单被拒并留档 a collision is refused and kept', 'POST /v1/customers', {
    ...{ body: again, status: 409, code: 'CRM-1.collision' },
  });
  const at = `/v1/collisions/${refused.facts.collisionId}`;
  await stage.does('li', '双方跟进记录 both histories', `GET ${at}`, {
    holds: ({ firstEntry, secondEntry }) => firstEntry.owner === '赵' && secondEntry.by === '周',
  });
  await stage.does('li', '裁定归首录人 decided for the first', `POST ${at}/decision`, {
    body: { for: 'first', reason: '赵先录入' },
  });
  const { appealId } = await stage.does('zhou', '申诉 an appeal', `POST /v1/customers/${customerId}/appeals`, {
    body: { reason: '有来访登记' },
  });
  await stage.does('li', '驳回申诉 rejected', `POST /v1/appeals/${appealId}/decision`, {
    body: { decision: 'reject', reason: '登记在后' },
  });
  return customerId;
}

/** Masked, found by the whole number alone, unmasked for a reason that the auditor reads (ALL-9). */
async function seen(stage: Stage, projectId: string, customerId: string): Promise<void> {
  const matches = `POST /v1/projects/${projectId}/customer-matches`;
  await stage.does('zhao', '按电话查找，掩码显示 found by phone, masked', matches, {
    ...{ body: { phone: lin.phone }, holds: ({ items: [one] }) => one.name === '林*' && one.phone === '136****1234' },
  });
  await stage.does('zhou', '同事的客户查不到 a colleague’s is not found', matches, {
    ...{ body: { phone: lin.phone }, holds: ({ items }) => items.length === 0 },
  });
  const unmasking = `POST /v1/customers/${customerId}/unmasking`;
  const reason = { reason: '核对证件' };
  await stage.does('zhou', '无权查看 not theirs to see', unmasking, { body: reason, status: 403 });
  await stage.does('zhao', '查看隐私并记录 shown, and logged', unmasking, {
    ...{ body: reason, holds: ({ name, phones }) => name === '林晓' && phones[0] === lin.phone },
  });
  await stage.does('you', '审计查看记录 the auditor reads the log', `GET /v1/unmaskings?customerId=${customerId}`, {
    holds: ({ items }) => items.length === 1 && items[0].by === '赵',
  });
}

/** Asked for, approved by another, taken by who asked (ALL-9). */
async function exported(stage: Stage, projectId: string): Promise<void> {
  const asking = `POST /v1/projects/${projectId}/customer-exports`;
  const wanted = { body: { plain: false, reason: '月度分析' } };
  const { exportId } = await stage.does('sun', '申请导出客户 an export is asked for', asking, wanted);
  const at = `/v1/customer-exports/${exportId}`;
  const early = { status: 409, code: 'ALL-9.export-not-approved' };
  await stage.does('sun', '未批准不能下载 not before it is approved', `POST ${at}/downloads`, early);
  await stage.does('li', '批准导出 approved', `POST ${at}/approval`, { body: { decision: 'approve' } });
  await stage.does('sun', '下载，带水印 taken, with a watermark', `POST ${at}/downloads`);
  await stage.does('li', '下载有记录 each time is logged', `GET ${at}`, {
    holds: ({ downloads }) => downloads.length === 1 && downloads[0].by === '孙',
  });
}

/** A consultant leaves: their customers get another, and the account is closed (CRM-2, GAT-1). */
async function reassigned(stage: Stage, projectId: string): Promise<void> {
  const login = `leaver-${projectId.slice(-6)}`;
  const opened = { login, name: '何', assignments: [{ role: 'consultant', projects: [projectId] }] };
  const { personId } = await stage.does('qin', '开通账号 an account', 'POST /v1/people', { body: opened });
  const own = { projectId, name: '吴邻', phone: '13600009999', source: '来电', needs: '两房', ...visit };
  const { customerId } = await stage.does('zhao', '录入客户 another customer', 'POST /v1/customers', { body: own });
  const reassign = `POST /v1/projects/${projectId}/reassignments`;
  const to = { customerIds: [customerId], toId: personId, reason: '分配' };
  await stage.until('li', '可承接人员 who may have customers', `/v1/projects/${projectId}/colleagues`, ({ items }) => {
    return items.some((one: { personId: string }) => one.personId === personId);
  });
  await stage.does('li', '保护期内不能分配 protected', reassign, { body: to, status: 409, code: 'CRM-1.protected' });
  await stage.does('qin', '离职停用 locked at once', `POST /v1/people/${personId}/lock`, { body: { reason: '离职' } });
  await stage.until('qin', '无客户即注销 closed, as nobody is theirs', `/v1/people?after=leaver&limit=200`, (body) => {
    return body.items.some((one: { login: string; closedAt?: string }) => one.login === login && one.closedAt);
  });
}
