import { Messaging } from '#messaging/module.js';
import { Persistence } from '#persistence/module.js';
import { Module } from '@nestjs/common';
import { Deal, DealContract } from './entities/deal.js';
import { DossierEntry } from './entities/dossier.js';
import { DossierQueries } from './queries/dossier.js';
import { SalesQueries } from './queries/sales.js';
import { EventReactions } from './reactions/events.js';

@Module({
  imports: [Persistence.of([Deal, DealContract, DossierEntry]), Messaging.of('reporting')],
  controllers: [DossierQueries, SalesQueries],
  providers: [EventReactions],
})
export class ReportingModule {}
