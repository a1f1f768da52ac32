import { Persistence } from '#persistence/module.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { seedPeople } from './core/seed.js';
import { Person } from './entities/person.js';

/** Makes the cast where it is missing and prints a JSON line for each person made, with the password, this once. */
@Module({ imports: [Persistence.of([Person])] })
class PeopleSeed {}

const app = await NestFactory.createApplicationContext(PeopleSeed, { logger: false, abortOnError: false });
for (const person of await seedPeople(app.get(UnitOfWork))) process.stdout.write(`${JSON.stringify(person)}\n`);
await app.close();
