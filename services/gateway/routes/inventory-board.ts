import * as board from '#contracts/inventory-board.js';
import { get, type Row, stream } from './row.js';

// prettier-ignore
export const inventoryBoardRows: Row[] = [
  get('/v1/projects/{projectId}/board', 'unit.read', board.ProjectBoard, '项目销控表', 'The sales board of a project'),
  get('/v1/projects/{projectId}/board/changes', 'unit.read', board.ProjectBoardChanges, '项目销控表实时变化', 'Changes of the board of a project, live', stream),
  get('/v1/buildings/{buildingId}/board/changes', 'unit.read', board.BuildingBoardChanges, '楼栋销控表实时变化', 'Changes of the board of a building, live', stream),
];
