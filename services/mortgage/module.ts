import { Messaging } from '#messaging/module.js';
import { Persistence } from '#persistence/module.js';
import { Module } from '@nestjs/common';
import { DisbursementCommands } from './commands/disbursement.js';
import { PaperCommands } from './commands/papers.js';
import { RegistrationCommands } from './commands/registration.js';
import { SubmissionCommands } from './commands/submission.js';
import { Application } from './entities/application.js';
import { BankNotice } from './entities/bank-notice.js';
import { Disbursement } from './entities/disbursement.js';
import { TakenPaper } from './entities/paper.js';
import { Project } from './entities/project.js';
import { Submission } from './entities/submission.js';
import { Bank } from './ports/bank.js';
import { Registry } from './ports/registry.js';
import { ApplicationQueries } from './queries/application.js';
import { MortgageClock } from './reactions/clock.js';
import { InventoryReactions } from './reactions/inventory.js';
import { SalesReactions } from './reactions/sales.js';

const entities = [Application, BankNotice, Disbursement, Project, Submission, TakenPaper];

@Module({
  imports: [Persistence.of(entities), Messaging.of('mortgage')],
  controllers: [PaperCommands, SubmissionCommands, RegistrationCommands, DisbursementCommands, ApplicationQueries],
  providers: [InventoryReactions, SalesReactions, MortgageClock, Bank, Registry],
})
export class MortgageModule {}
