import { Messaging } from '#messaging/module.js';
import { Persistence } from '#persistence/module.js';
import { Module } from '@nestjs/common';
import { SubscriptionCommands } from './commands/subscription.js';
import { Customer, CustomerEvent } from './entities/customer.js';
import { Discount } from './entities/discount.js';
import { Hold } from './entities/hold.js';
import { Offer } from './entities/offer.js';
import { Plan } from './entities/plan.js';
import { Project } from './entities/project.js';
import { Subscription } from './entities/subscription.js';
import { SalesClock } from './reactions/clock.js';
import { InventoryReactions } from './reactions/inventory.js';

const entities = [Customer, CustomerEvent, Discount, Hold, Offer, Plan, Project, Subscription];

@Module({
  imports: [Persistence.of(entities), Messaging.of('sales')],
  controllers: [SubscriptionCommands],
  providers: [InventoryReactions, SalesClock],
})
export class SalesModule {}
