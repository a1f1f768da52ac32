import * as targets from '#contracts/sales-targets.js';
import { created, get, post, type Row } from './row.js';

// prettier-ignore
export const salesTargetsRows: Row[] = [
  post('/v1/projects/{projectId}/teams', 'target.set', targets.CreateTeam, '新建销售小组', 'Create a sales team', created),
  get('/v1/projects/{projectId}/teams', 'report.sales', targets.Teams, '销售小组', 'Sales teams of a project'),
  post('/v1/teams/{teamId}/members', 'target.set', targets.AddTeamMember, '入组', 'Add a member to a team', created),
  post('/v1/teams/{teamId}/members/{personId}/ending', 'target.set', targets.EndTeamMembership, '离组', 'End a membership of a team'),
  post('/v1/projects/{projectId}/targets', 'target.set', targets.SetTarget, '设定月度目标', 'Set a target of a month', created),
  post('/v1/projects/{projectId}/assessment-weights', 'target.set', targets.SetAssessmentWeights, '设定考核权重', 'Set the weights of the assessment', created),
  get('/v1/projects/{projectId}/scores', 'report.sales', targets.Scores, '目标完成情况', 'Results beside targets'),
  post('/v1/projects/{projectId}/assessment-closings', 'target.set', targets.CloseAssessmentMonth, '月度考核结账', 'Close the assessment of a month', created),
  get('/v1/projects/{projectId}/assessments', 'report.sales', targets.Assessments, '月度考核', 'Monthly assessments'),
];
