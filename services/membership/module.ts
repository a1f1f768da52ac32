import { Messaging } from '#messaging/module.js';
import { Persistence } from '#persistence/module.js';
import { Module } from '@nestjs/common';
import { MemberCommands } from './commands/member.js';
import { PointsCommands } from './commands/points.js';
import { Deal, PaidShare } from './entities/deal.js';
import { Member } from './entities/member.js';
import { PointsApplication } from './entities/points-application.js';
import { PointsEntry } from './entities/points-entry.js';
import { MemberQueries } from './queries/member.js';
import { PointsQueries } from './queries/points.js';
import { FinanceReactions } from './reactions/finance.js';
import { SalesReactions } from './reactions/sales.js';

const entities = [Deal, Member, PaidShare, PointsApplication, PointsEntry];

@Module({
  imports: [Persistence.of(entities), Messaging.of('membership')],
  controllers: [MemberCommands, PointsCommands, MemberQueries, PointsQueries],
  providers: [SalesReactions, FinanceReactions],
})
export class MembershipModule {}
