import type { Refusals } from './table.js';

export const gatewayRefusals = {
  'GAT-1.signed-out': {
    status: 401,
    zh: '请先登录，或会话已结束',
    en: 'Sign in first; or the session has ended',
  },
  'GAT-1.wrong-password': { status: 401, zh: '用户名或密码不正确', en: 'Login or password is wrong' },
  'GAT-1.locked': {
    status: 403,
    zh: '账号已锁定，{until} 后可再试',
    en: 'The account is locked until {until}',
  },
  'GAT-1.closed': {
    status: 403,
    zh: '账号已停用',
    en: 'The account is closed',
  },
  'GAT-1.too-many': {
    status: 429,
    zh: '该地址登录失败次数过多，请稍后再试',
    en: 'Too many failed sign-ins from this address; try again later',
  },
  'GAT-1.change-password': {
    status: 403,
    zh: '请先修改初始密码',
    en: 'Change the initial password first',
  },
  'GAT-1.weak-password': {
    status: 422,
    zh: '密码太弱：{reasonZh}',
    en: 'The password is too weak: {reasonEn}',
  },
  'GAT-1.login-taken': { status: 409, zh: '用户名 {login} 已存在', en: 'The login {login} is taken' },
  'GAT-1.own-account': {
    status: 403,
    zh: '不能变更自己的账号',
    en: 'Nobody changes the rights of their own account',
  },
  'GAT-1.beyond-own': {
    status: 403,
    zh: '只能管理本人所辖项目范围内的账号与权限',
    en: 'Accounts and rights are administered only in the projects that are yours to administer',
  },
  'GAT-2.unknown-operation': {
    status: 404,
    zh: '权限矩阵中没有操作 {operation}',
    en: 'The permission matrix has no operation {operation}',
  },
  'GAT-3.no-such-route': { status: 404, zh: '没有这个接口：{route}', en: 'There is no such route: {route}' },
  'GAT-3.bad-request': { status: 400, zh: '请求无法读取', en: 'The request cannot be read' },
  'GAT-3.media-type': {
    status: 415,
    zh: '不支持的内容类型，请发送 application/json',
    en: 'Unsupported content type; send application/json',
  },
  'GAT-3.too-large': {
    status: 413,
    zh: '请求过大：请求至多 8 MB，其中文件至多 5.5 MB',
    en: 'Too large: a request has at most 8 MB, a file at most 5.5 MB',
  },
  'GAT-3.bad-key': {
    status: 400,
    zh: 'Idempotency-Key 须为 1 至 64 个可见字符',
    en: 'Idempotency-Key must be 1 to 64 printable characters',
  },
  'GAT-3.other-origin': {
    status: 403,
    zh: '拒绝来自其他网站的请求',
    en: 'A request from another site is refused',
  },
  'GAT-3.too-many-streams': {
    status: 429,
    zh: '您同时打开的实时销控表已达 {most} 个，请先关闭一些',
    en: 'You have {most} live boards open already; close some first',
  },
} satisfies Refusals;
