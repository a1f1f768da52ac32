import { Migration } from '@mikro-orm/migrations';

export class Migration0011ContractWithdrawals extends Migration {
  override up(): void {
    for (const statement of [...tables, ...rules]) this.addSql(statement);
  }
}

const tables = [
  `create table contract_withdrawal (
    id uuid not null, version int not null default 1, contract_id uuid not null, number varchar(255) not null,
    unit_id uuid not null, unit_code varchar(255) not null, project_id uuid not null, consultant_id uuid not null,
    state varchar(255) not null, retain bigint not null, reason text not null, attachment varchar(255) null,
    requested_by_id uuid not null, requested_by_name varchar(255) not null, requested_at timestamptz not null,
    decided_by_id uuid null, decided_by_name varchar(255) null, decided_at timestamptz null,
    decision_reason text null, executed_by_id uuid null, executed_by_name varchar(255) null,
    executed_at timestamptz null, contract_state varchar(255) null, contract_stage varchar(255) null,
    refunded bigint null, retained bigint null, ended_at timestamptz null, primary key (id))`,
  'create index contract_withdrawal_contract on contract_withdrawal (contract_id, id)',
  'create index contract_withdrawal_page on contract_withdrawal (project_id, state, id)',
];

const rules = [
  // CON-5: one at a time.
  `create unique index contract_withdrawal_one_open on contract_withdrawal (contract_id)
    where state in ('requested', 'approved', 'executed')`,
  // ALL-4: who asks does not approve, who approves does not execute.
  `alter table contract_withdrawal add constraint contract_withdrawal_by_others check (
    coalesce(decided_by_id <> requested_by_id, true) and coalesce(executed_by_id <> decided_by_id, true))`,
  `alter table contract_withdrawal add constraint contract_withdrawal_state check (retain >= 0 and case state
    when 'requested' then decided_by_id is null when 'approved' then decided_by_id is not null and executed_by_id is null
    when 'refused' then decided_by_id is not null and decision_reason is not null and executed_by_id is null
    when 'executed' then executed_by_id is not null and contract_state is not null and ended_at is null
    when 'settled' then executed_by_id is not null and refunded is not null and ended_at is not null
    when 'finance-refused' then executed_by_id is not null and ended_at is not null else false end)`,
];
