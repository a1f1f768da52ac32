import * as board from '#contracts/inventory-board.js';
import { get, type Row } from './row.js';

// prettier-ignore
export const inventoryBoardRows: Row[] = [
  get('/v1/projects/{projectId}/board', 'unit.read', board.ProjectBoard, '项目销控表', 'The sales board of a project'),
];
