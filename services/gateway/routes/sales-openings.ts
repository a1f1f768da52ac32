import * as openings from '#contracts/sales-openings.js';
import { created, file, get, post, put, type Row } from './row.js';

// prettier-ignore
export const salesOpeningsRows: Row[] = [
  post('/v1/projects/{projectId}/openings', 'opening.run', openings.AnnounceOpening, '开盘', 'Announce an opening', created),
  get('/v1/projects/{projectId}/openings', 'unit.read', openings.Openings, '开盘清单', 'Openings of a project'),
  get('/v1/openings/{openingId}', 'unit.read', openings.OpeningById, '开盘详情', 'An opening'),
  post('/v1/openings/{openingId}/cancellation', 'opening.run', openings.CancelOpening, '取消开盘', 'Cancel an opening'),
  post('/v1/openings/{openingId}/rehearsals', 'opening.run', openings.PlanRehearsal, '开盘演练', 'Plan a rehearsal', created),
  post('/v1/openings/{openingId}/reset', 'opening.run', openings.ResetRehearsal, '演练重置', 'Begin a rehearsal anew'),
  post('/v1/openings/{openingId}/units/{unitId}/attempts', 'subscription.make', openings.RehearseAttempt, '演练认购', 'Attempt a unit in a rehearsal', created),
  put('/v1/openings/{openingId}/favourites/{customerId}', 'subscription.make', openings.MarkFavourites, '收藏房源', 'Mark the units a customer would like'),
  get('/v1/openings/{openingId}/heat', 'unit.read', openings.OpeningHeat, '收藏热力图', 'Heat map of favourites'),
  get('/v1/openings/{openingId}/attempts', 'opening.run', openings.Attempts, '抢房记录', 'Every attempt of an opening'),
  get('/v1/attempts/{attemptId}', 'subscription.make', openings.AttemptById, '抢房回执', 'Receipt of an attempt'),
  post('/v1/openings/{openingId}/participants', 'opening.run', openings.AddParticipants, '摇号名单', 'Add participants of the draw', created),
  post('/v1/openings/{openingId}/draw/commitment', 'opening.run', openings.CommitDraw, '公布摇号承诺', 'Publish the hash of seed and list'),
  post('/v1/openings/{openingId}/draw', 'opening.run', openings.RunDraw, '摇号', 'Reveal the seed and draw the order'),
  get('/v1/openings/{openingId}/draw/file', 'unit.read', openings.DrawFile, '摇号公示文件', 'The published file of the draw', file),
];
