import 'reflect-metadata';
import { ormOptions } from '#persistence/orm.js';
import { MikroORM } from '@mikro-orm/postgresql';
import { Deal, DealContract } from './entities/deal.js';
import { DossierEntry } from './entities/dossier.js';
import { refold } from './queries/refold.js';

/**
 * Prints `{"rows":…,"differences":[…]}`: the stored tables against a fresh fold of every event in the inbox.
 * Reads DATABASE_URL; what to make of differences is left to the caller.
 */
const entities = [Deal, DealContract, DossierEntry];
const orm = await MikroORM.init(ormOptions({ url: process.env.DATABASE_URL!, entities, poolSize: 1 }));
const found = await refold(orm.em).finally(() => orm.close());
console.log(JSON.stringify(found));
