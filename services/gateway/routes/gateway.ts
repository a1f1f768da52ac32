import * as gateway from '#contracts/gateway.js';
import { created, empty, get, post, put, remove } from './row.js';

// prettier-ignore
export const gatewayRows = [
  post('/v1/session', 'public', gateway.SignIn, '登录', 'Sign in', created),
  remove('/v1/session', 'signed-in', gateway.SignOut, '退出', 'Sign out', empty),
  post('/v1/session/password', 'signed-in', gateway.ChangePassword, '修改密码', 'Change the password', empty),
  get('/v1/me', 'signed-in', gateway.WhoAmI, '我的角色与权限', 'Who I am and what I may do'),
  post('/v1/tokens', 'public', gateway.IssueToken, '签发程序令牌', 'Issue a token for a program', created),
  remove('/v1/tokens/{tokenId}', 'signed-in', gateway.RevokeToken, '作废程序令牌', 'Revoke a token', empty),
  post('/v1/people', 'account.open', gateway.OpenAccount, '开通账号', 'Open an account', created),
  get('/v1/people', 'account.open', gateway.People, '账号清单', 'Accounts'),
  put('/v1/people/{personId}/assignments', 'account.open', gateway.AssignRoles, '授予角色', 'Assign roles'),
  post('/v1/people/{personId}/lock', 'account.open', gateway.LockAccount, '停用账号', 'Lock an account'),
  remove('/v1/people/{personId}/lock', 'account.open', gateway.UnlockAccount, '恢复账号', 'Unlock an account'),
  post('/v1/people/{personId}/password', 'account.open', gateway.ResetPassword, '重置初始密码', 'Give a new initial password'),
  get('/v1/matrix', 'signed-in', gateway.Matrix, '权限矩阵', 'The permission matrix'),
  get('/v1/rights/{operation}', 'signed-in', gateway.RightByOperation, '谁可以办理，我为何不能', 'Who may do this, and why not me'),
];
