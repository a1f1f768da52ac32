import { Migration } from '@mikro-orm/migrations';

export class Migration0002People extends Migration {
  override up(): void {
    this.addSql(`create table person (
      id uuid not null, version int not null default 1, login varchar(255) not null, name varchar(255) not null,
      password_hash varchar(255) not null, password_set_at timestamptz not null, must_change_password boolean not null,
      assignments jsonb not null, failures int not null default 0, locked_until timestamptz null,
      opened_at timestamptz not null, closed_at timestamptz null,
      primary key (id), constraint person_login_unique unique (login))`);
    this.addSql(`create table session (
      id uuid not null, token_hash varchar(255) not null, person_id uuid not null, created_at timestamptz not null,
      expires_at timestamptz not null, last_seen_on varchar(10) not null, ended_at timestamptz null,
      primary key (id), constraint session_token_hash_unique unique (token_hash))`);
    this.addSql(`create table program_token (
      id uuid not null, token_hash varchar(255) not null, person_id uuid not null, name varchar(255) not null,
      created_at timestamptz not null, expires_at timestamptz not null, last_seen_on varchar(10) not null,
      ended_at timestamptz null,
      primary key (id), constraint program_token_token_hash_unique unique (token_hash))`);
    this.addSql(`create table failed_sign_in (
      id uuid not null, address varchar(255) not null, person_id uuid null, at timestamptz not null,
      primary key (id))`);
    for (const column of ['person.password_hash', 'session.token_hash', 'program_token.token_hash'])
      this.addSql(`comment on column ${column} is 'personal'`);
    this.addSql(`comment on column failed_sign_in.address is 'personal'`);
    this.addSql('create index session_person on session (person_id) where ended_at is null');
    this.addSql('create index program_token_person on program_token (person_id) where ended_at is null');
    this.addSql('create index failed_sign_in_address on failed_sign_in (address, at)');
  }
}
