import { Migration } from '@mikro-orm/migrations';

export class Migration0012Papers extends Migration {
  override up(): void {
    this.addSql(`create table paper_template (
      id uuid not null, project_id uuid not null, paper varchar(255) not null, version int not null,
      title varchar(255) not null, blocks jsonb not null, clauses jsonb null, by_id uuid not null,
      at timestamptz not null, primary key (id))`);
    this.addSql('create unique index paper_template_once on paper_template (project_id, paper, version)');
    this.addSql(`create table paper_taken (
      id uuid not null, paper varchar(255) not null, about_id uuid not null, version int null,
      project_id uuid not null, customer_ids jsonb not null, by_id uuid not null, by_name varchar(255) not null,
      at timestamptz not null, primary key (id))`);
    this.addSql('create index paper_taken_about on paper_taken (about_id, at)');
    for (const table of ['paper_template', 'paper_taken']) {
      this.addSql(`comment on table ${table} is 'append-only'`);
      this.addSql(`create trigger ${table}_only_added_to before update or delete on ${table}
        for each row execute function only_added_to()`);
    }
  }
}
