import * as membership from '#contracts/membership.js';
import { created, get, post } from './row.js';

// prettier-ignore
export const membershipRows = [
  post('/v1/members', 'member.write', membership.RegisterMember, '会员登记', 'Register a member', created),
  get('/v1/members/{memberId}', 'member.write', membership.MemberById, '会员', 'A member'),
  post('/v1/points', 'points.apply', membership.ApplyPoints, '积分申请', 'Apply for points', created),
  post('/v1/points/{applicationId}/approval', 'points.approve', membership.ApprovePoints, '积分审批', 'Approve points'),
  post('/v1/points/{applicationId}/confirmation', 'points.confirm', membership.ConfirmPoints, '积分确认', 'Confirm points'),
  post('/v1/points/{applicationId}/redemption', 'points.redeem', membership.RedeemPoints, '积分兑换复核', 'Redeem points'),
  get('/v1/points/{applicationId}', 'report.desk', membership.PointsById, '积分申请单', 'A points application'),
];
