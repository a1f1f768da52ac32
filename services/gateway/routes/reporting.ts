import * as reporting from '#contracts/reporting.js';
import { get } from './row.js';

// prettier-ignore
export const reportingRows = [
  get('/v1/units/{unitId}/dossier', 'report.desk', reporting.UnitDossier, '一户一档', 'Everything that ever happened to a unit'),
  get('/v1/projects/{projectId}/sales', 'report.sales', reporting.SalesDetail, '销售明细', 'Sales detail of a project'),
];
