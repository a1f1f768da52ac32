import { Asker } from '#messaging/ask.js';
import { Messaging } from '#messaging/module.js';
import { Persistence } from '#persistence/module.js';
import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Credentials } from './core/credentials.js';
import { PeopleCommands } from './commands/people.js';
import { SessionCommands } from './commands/session.js';
import { TokenCommands } from './commands/tokens.js';
import { Callers } from './core/callers.js';
import { Door } from './core/door.js';
import { OwnAnswers } from './core/does.js';
import { Streams } from './core/streams.js';
import { FailedSignIn } from './entities/failed-sign-in.js';
import { Person } from './entities/person.js';
import { ProgramToken } from './entities/program-token.js';
import { Session } from './entities/session.js';
import { MyselfQuery } from './queries/myself.js';
import { PeopleQuery } from './queries/people.js';
import { RightsQuery } from './queries/rights.js';
import { WorkQueuesQuery } from './queries/work-queues.js';
import { SalesReactions } from './reactions/sales.js';

const entities = [FailedSignIn, Person, ProgramToken, Session];

@Module({
  imports: [Persistence.of(entities), Messaging.of('gateway'), DiscoveryModule],
  providers: [
    ...[SalesReactions],
    ...[Asker, Callers, Credentials, Door, OwnAnswers],
    ...[Streams],
    ...[PeopleCommands, SessionCommands, TokenCommands],
    ...[MyselfQuery, PeopleQuery, RightsQuery],
    ...[WorkQueuesQuery],
  ],
})
export class GatewayModule {}
