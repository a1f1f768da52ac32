import { BuildingWorkbook, ProjectWorkbook, type TableFormat } from '#contracts/inventory-imports.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { csvOf } from '#printing/csv.js';
import { workbookOf, xlsx } from '#printing/workbook.js';
import { Controller } from '@nestjs/common';
import { Building } from '../entities/building.js';
import { existingUnits } from '../entities/existing-units.js';
import { Project } from '../entities/project.js';
import type { PricedUnit } from '../rules/price-table.js';
import { exportColumns, exportRow, numericColumns } from '../rules/export.js';

/** Units as tables, in the columns of the import: what is exported can be imported again (INV-1). */
@Controller()
export class WorkbookQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(BuildingWorkbook)
  building({ payload: { buildingId, format }, actor }: Asked<BuildingWorkbook>) {
    return this.unitOfWork.read(async (em) => {
      const building = await em.findOneOrFail(Building, buildingId);
      mayTouch(actor, building);
      return fileOf(`${building.code}栋房源`, await existingUnits(em, { buildingIds: [buildingId] }), format);
    });
  }

  @Answers(ProjectWorkbook)
  project({ payload: { projectId, format }, actor }: Asked<ProjectWorkbook>) {
    return this.unitOfWork.read(async (em) => {
      const project = await em.findOneOrFail(Project, projectId);
      mayTouch(actor, { projectId });
      const buildings = await em.find(Building, { projectId }, { fields: ['id'] });
      const units = await existingUnits(em, { buildingIds: buildings.map(({ id }) => id) });
      return fileOf(`${project.name}房源`, units, format);
    });
  }
}

async function fileOf(name: string, units: PricedUnit[], format: TableFormat = 'xlsx') {
  const [head, rows, numeric] = [exportColumns, units.map(exportRow), numericColumns];
  const csv = format === 'csv';
  const bytes = csv ? csvOf([head, ...rows]) : await workbookOf({ name: '房源', head, rows, numeric });
  const type = csv ? 'text/csv; charset=utf-8' : xlsx;
  return { name: `${name}.${format}`, type, file: bytes.toString('base64') };
}
