import * as policy from '#contracts/inventory-policy.js';
import { get, put, type Row } from './row.js';

// prettier-ignore
export const inventoryPolicyRows: Row[] = [
  get('/v1/projects/{projectId}/deadlines', 'unit.read', policy.Deadlines, '期限目录', 'The deadline catalogue of a project'),
  put('/v1/projects/{projectId}/policy', 'unit.set-up', policy.ChangePolicy, '更改项目的定金与期限', 'Change a project’s deposit and deadlines'),
];
