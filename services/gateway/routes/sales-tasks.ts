import * as tasks from '#contracts/sales-tasks.js';
import { get, type Row } from './row.js';

// prettier-ignore
export const salesTasksRows: Row[] = [
  get('/v1/tasks', 'report.desk', tasks.Tasks, '我的任务', 'My tasks, or a consultant’s'),
];
