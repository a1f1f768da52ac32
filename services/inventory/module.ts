import { Messaging } from '#messaging/module.js';
import { Persistence } from '#persistence/module.js';
import { Module } from '@nestjs/common';
import { BuildingCommands } from './commands/building.js';
import { CorrectionCommands } from './commands/correct.js';
import { DiscountCommands } from './commands/discount.js';
import { ListCommands } from './commands/list.js';
import { FiledPriceCommands } from './commands/filed-price.js';
import { NodeCommands } from './commands/node.js';
import { GenerateCommands } from './commands/generate.js';
import { PermitStandingCommands } from './commands/permit-standing.js';
import { PermitCommands } from './commands/permit.js';
import { PlanCommands } from './commands/plan.js';
import { PriceChangeCommands } from './commands/price-change.js';
import { ProjectCommands } from './commands/project.js';
import { TableImportCommands } from './commands/table-import.js';
import { UnitCommands } from './commands/unit.js';
import { BoardChange } from './entities/board-change.js';
import { Building } from './entities/building.js';
import { Discount } from './entities/discount.js';
import { FiledPrice } from './entities/filed-price.js';
import { Hold } from './entities/hold.js';
import { ConstructionNode } from './entities/node.js';
import { CoveredBuilding, Permit } from './entities/permit.js';
import { Plan } from './entities/plan.js';
import { PriceChange, RepricedUnit } from './entities/price-change.js';
import { PriceVersion } from './entities/price-version.js';
import { Project } from './entities/project.js';
import { ImportedFile, ImportedRow, TableImport } from './entities/table-import.js';
import { UnitRevision } from './entities/unit-revision.js';
import { UnitFacts } from './entities/unit-facts.js';
import { Unit } from './entities/unit.js';
import { BoardQueries } from './queries/board.js';
import { DeadlineQueries } from './queries/deadline.js';
import { BoardChangeQueries } from './queries/board-changes.js';
import { ListQueries } from './queries/list.js';
import { NodeQueries } from './queries/node.js';
import { PermitQueries } from './queries/permit.js';
import { PriceQueries } from './queries/price.js';
import { ProjectQueries } from './queries/project.js';
import { TableImportQueries } from './queries/table-import.js';
import { UnitQueries } from './queries/unit.js';
import { WorkbookQueries } from './queries/workbook.js';
import { InventoryClock } from './reactions/clock.js';
import { HandoverReactions } from './reactions/handover.js';
import { ImportReactions } from './reactions/imports.js';
import { SalesReactions } from './reactions/sales.js';
import { TieReactions } from './reactions/ties.js';

const entities = [
  ...[Project, Building, Unit],
  ...[BoardChange, Hold],
  ...[Permit, CoveredBuilding],
  ...[PriceVersion, PriceChange, RepricedUnit],
  ...[Plan, Discount],
  ...[ConstructionNode],
  ...[UnitFacts],
  ...[FiledPrice],
  ...[TableImport, ImportedFile, ImportedRow, UnitRevision],
];

const controllers = [
  ...[ListCommands, ListQueries],
  ...[ProjectCommands, ProjectQueries],
  ...[DeadlineQueries],
  ...[BuildingCommands],
  ...[BoardQueries, UnitCommands, UnitQueries],
  ...[BoardChangeQueries],
  ...[PermitCommands],
  ...[PriceChangeCommands],
  ...[PlanCommands, DiscountCommands],
  ...[NodeCommands, NodeQueries],
  ...[PriceQueries],
  ...[PermitStandingCommands, PermitQueries, FiledPriceCommands],
  ...[TableImportCommands, TableImportQueries, WorkbookQueries],
  ...[GenerateCommands, CorrectionCommands],
];

const providers = [
  ...[TieReactions],
  ...[SalesReactions],
  ...[HandoverReactions],
  ...[ImportReactions],
  ...[InventoryClock],
];

@Module({
  imports: [Persistence.of(entities), Messaging.of('inventory')],
  controllers,
  providers,
})
export class InventoryModule {}
