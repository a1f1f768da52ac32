import { Messaging } from '#messaging/module.js';
import { Persistence } from '#persistence/module.js';
import { Module } from '@nestjs/common';
import { HandoverCommands } from './commands/handover.js';
import { SettlementCommands } from './commands/settlement.js';
import { TitleCommands } from './commands/title.js';
import { Handover } from './entities/handover.js';
import { Defect, Inspection } from './entities/inspection.js';
import { Project } from './entities/project.js';
import { Settlement } from './entities/settlement.js';
import { TitleApplication } from './entities/title.js';
import { Registry } from './ports/registry.js';
import { HandoverQueries } from './queries/handover.js';
import { SettlementQueries } from './queries/settlement.js';
import { HandoverClock } from './reactions/clock.js';
import { FinanceReactions } from './reactions/finance.js';
import { InventoryReactions } from './reactions/inventory.js';
import { SalesReactions } from './reactions/sales.js';

const entities = [Defect, Handover, Inspection, Project, Settlement, TitleApplication];

@Module({
  imports: [Persistence.of(entities), Messaging.of('handover')],
  controllers: [HandoverCommands, SettlementCommands, TitleCommands, HandoverQueries, SettlementQueries],
  providers: [InventoryReactions, SalesReactions, FinanceReactions, HandoverClock, Registry],
})
export class HandoverModule {}
