import type { Refusals } from './table.js';

/** What every service says no with (domain rules ALL-*). */
export const houseRefusals = {
  'ALL.unknown': { status: 404, zh: '没有找到{what}：{id}', en: 'There is no {what} {id}' },
  'ALL.invalid': {
    status: 400,
    zh: '输入有误，请更正所列字段',
    en: 'The input is wrong: correct the fields that are listed',
  },
  'ALL.busy': {
    status: 503,
    zh: '服务暂时无法应答，请稍后用同一个 Idempotency-Key 重新提交',
    en: 'The service cannot answer now; send the command again with the same Idempotency-Key',
  },
  'ALL.fault': {
    status: 500,
    zh: '系统出错，已记录；报修时请提供追踪号',
    en: 'Something went wrong here and was recorded; quote the trace id when reporting it',
  },
  'ALL-3.changed': {
    status: 409,
    zh: '该记录正被他人修改，请重新查看后再提交',
    en: 'Others are changing this record; look at it again before sending this',
  },
  'ALL-4.same-person': {
    status: 403,
    zh: '经办与复核不得为同一人：您已办理“{conflictsWithZh}”，不能再办理“{operationZh}”',
    en: 'Maker and checker are different people: who did “{conflictsWithEn}” here cannot “{operationEn}”',
  },
  'ALL-5.no-right': {
    status: 403,
    zh: '您没有“{operationZh}”的权限（{operation}）。有此权限的角色：{holdersZh}',
    en: 'You may not “{operationEn}” ({operation}). Roles that may: {holdersEn}',
  },
  'ALL-5.out-of-scope': {
    status: 403,
    zh: '该记录不在您“{operationZh}”的权限范围内（{operation}）',
    en: 'This record is outside the scope in which you may “{operationEn}” ({operation})',
  },
  'ALL-5.token': {
    status: 500,
    zh: '服务不认可网关的签名，请联系系统管理员',
    en: 'The service does not accept the gateway’s word; tell the system administrator',
  },
  'ALL-7.too-many': {
    status: 409,
    zh: '清单共 {count} 行，超过 {rowsMax} 行：请加筛选条件，或申请批量导出',
    en: 'The list has {count} rows, more than {rowsMax}: filter it, or ask for a bulk export',
  },
  'ALL-8.still-running': {
    status: 409,
    zh: '同一命令正在处理，请稍后用同一个 Idempotency-Key 查询结果',
    en: 'The same command is still at work; send it again in a moment with the same Idempotency-Key',
  },
  'ALL-8.other-body': {
    status: 422,
    zh: '该 Idempotency-Key 已用于内容不同的命令',
    en: 'This Idempotency-Key was used for a command with other content',
  },
  'ALL-8.job-failed': {
    status: 500,
    zh: '后台任务 {runs} 次均未完成，已停止；查明原因后可再次提交同一文件',
    en: 'The job was begun {runs} times and not finished; once the cause is found the same file can be handed in again',
  },
} satisfies Refusals;
