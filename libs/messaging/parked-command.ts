import { MikroORM } from '@mikro-orm/postgresql';
import { AfterCommit } from '#persistence/after-commit.js';
import { AuditTrail } from '#persistence/audit.js';
import { ormOptions } from '#persistence/orm.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Inbox } from './inbox.js';

/**
 * `list`, `rerun <event>`, `skip <event> <reason>`: for operators, with DATABASE_URL of the service whose inbox it is;
 * `npm run parked` sets it for the system that `npm start` runs. What is re-run or skipped is taken up by the running
 * service within a second.
 */
const [verb, id, ...words] = process.argv.slice(2);
if (!process.env.DATABASE_URL) {
  console.error('请设置 DATABASE_URL：该服务的数据库\nSet DATABASE_URL to the database of the service');
  process.exit(1);
}
const orm = await MikroORM.init(ormOptions({ url: process.env.DATABASE_URL, entities: [] }));
const inbox = new Inbox(orm, new UnitOfWork(orm, new AuditTrail(), new AfterCommit()), new Map());
try {
  if (verb === 'list') console.table(await inbox.parked());
  else if (verb === 'rerun' && id) await inbox.rerun(id);
  else if (verb === 'skip' && id) await inbox.skip(id, words.join(' '));
  else throw new Error('Say list, rerun <event>, or skip <event> <reason>');
} catch (error) {
  console.error(String((error as Error).message));
  process.exitCode = 1;
} finally {
  await orm.close();
}
