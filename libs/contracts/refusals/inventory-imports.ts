import type { Refusals } from './table.js';

export const inventoryImportsRefusals = {
  'INV-1.not-a-table': {
    status: 400,
    zh: '文件既不是 xlsx 工作簿，也不是 UTF-8 或 GB18030 编码、以逗号分隔的 csv',
    en: 'The file is neither an xlsx workbook nor csv with commas in UTF-8 or GB18030',
  },
  'INV-1.bad-rows': {
    status: 400,
    zh: '{rejected} 行有误，未导入任何内容（第 {row} 行{column}：{firstZh}）',
    en: '{rejected} rows are wrong, so nothing was imported (row {row}: {firstEn})',
  },
  'INV-1.too-many-buildings': {
    status: 400,
    zh: '一张表最多 {buildingsMax} 栋，未导入任何内容',
    en: 'A table has at most {buildingsMax} buildings; nothing was imported',
  },
  'INV-1.import-failed': {
    status: 500,
    zh: '导入 {runs} 次均未完成，未导入任何内容',
    en: 'The import was begun {runs} times and not finished; nothing was imported',
  },
  'INV-1.building-exists': { status: 409, zh: '楼栋 {building} 已存在', en: 'There is already a building {building}' },
  'INV-1.unit-exists': { status: 409, zh: '房间 {unit} 已存在', en: 'There is already a unit {unit}' },
  'INV-1.template': {
    status: 400,
    zh: '模板字段 {field} 有误：{problemZh}',
    en: 'The field {field} of the template is wrong: {problemEn}',
  },
  'INV-1.unit-wrong': {
    status: 400,
    zh: '房间 {unit} 的{column}有误：{problemZh}',
    en: 'The field {field} of unit {unit} is wrong: {problemEn}',
  },
  'INV-2.replace-reason': {
    status: 400,
    zh: '替换已录入的楼栋须写明原因',
    en: 'Replacing what was entered needs a reason',
  },
  'INV-2.replace-whole': {
    status: 400,
    zh: '替换只适用于房源表（units），且任一行有误则全部不导入',
    en: 'Replacing is for tables of units, and a bad row stops all of it',
  },
} satisfies Refusals;
