import { defineEntity, p, type EntityManager } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'NumberedBook',
  tableName: 'numbered_book',
  properties: {
    name: p.string().primary(),
    last: p.integer(),
  },
});

/** A book whose pages are numbered: receipts of a project, invoices of a year. */
export class NumberedBook extends schema.class {}
schema.setClass(NumberedBook);

/** The first of so many numbers that follow each other in the book. */
export async function nextNumbers(em: EntityManager, book: string, count: number): Promise<number> {
  const [row] = await em.execute<{ last: number }[]>(
    `insert into numbered_book (name, last) values (?, ?)
     on conflict (name) do update set last = numbered_book.last + excluded.last returning last`,
    [book, count],
  );
  return row!.last - count + 1;
}

/**
 * The book's next number. Its row stays locked until the transaction ends: who comes later waits, and a number that
 * was taken in vain is given back, so that none is missing and none is used twice (FIN-2).
 */
export async function nextNumber(em: EntityManager, book: string): Promise<number> {
  const [row] = await em.execute<{ last: number }[]>(
    `insert into numbered_book (name, last) values (?, 1)
     on conflict (name) do update set last = numbered_book.last + 1 returning last`,
    [book],
  );
  return row!.last;
}
