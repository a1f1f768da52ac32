/** The last instant of the day in China that so many days after another is, or that instant by hours (ALL-6). */
const followUpBy = `case when l.length like '%T%' then m.last_event_at + l.length::interval
  else (date_trunc('day', m.last_event_at at time zone 'Asia/Shanghai') + l.length::interval + interval '1 day')
    at time zone 'Asia/Shanghai' - interval '1 millisecond' end`;

const ids = (subscription: string, contract: string, application: string, request: string) =>
  `${subscription}::uuid as subscription_id, ${contract}::uuid as contract_id, ${application}::uuid as application_id,
    ${request}::uuid as request_id`;

/**
 * What is due for a consultant's customers (CRM-4). In it, in this order: whose customers, the projects within reach
 * (twice, null for all), the project asked for (twice), now (twice), the same five again for requests that are assigned
 * to them, the place after which the page begins (twice the moment, the key), and how many rows.
 */
export const due = `
  with mine as (
    select c.id, c.project_id, c.last_event_at, p.deadlines from customer c join project p on p.id = c.project_id
    where c.owner_id = ? and (?::uuid[] is null or c.project_id = any (?::uuid[]))
      and (?::uuid is null or c.project_id = ?::uuid)
  ), deal as (
    select s.*, m.id as mine, o.unit_code from mine m
    join subscription s on s.customer_id = m.id and s.cancelled_at is null
    join unit_offer o on o.id = s.unit_id
  ), price_line as (
    select d.id as subscription_id, c.id as contract_id, line ->> 'line' as line, (line ->> 'dueOn')::date as due_on,
      ((line ->> 'amount')::numeric * 100)::bigint as amount,
      sum(((line ->> 'amount')::numeric * 100)::bigint)
        over (partition by c.id order by line ->> 'dueOn', (line ->> 'line')::int) as up_to,
      greatest(coalesce(a.price_paid - a.loan_paid, 0), d.paid) as paid
    from deal d join contract c on c.subscription_id = d.id and d.state = 'contracted'
    left join deal_paid a on a.id = d.id
    cross join lateral jsonb_array_elements(c.schedule) line
    where line ->> 'kind' = 'price'
  ), task as (
    select 'follow-up' as kind, m.id::text as key, t.due, m.project_id, m.id as customer_id, null as unit_code,
      ${ids('null', 'null', 'null', 'null')}, null::bigint as amount
    from mine m
    cross join lateral (select coalesce(m.deadlines ->> 'CRM-4.follow-up', 'P5D') as length) l
    cross join lateral (select ${followUpBy} as due) t
    where least(m.last_event_at + interval '3 days', t.due) <= ?
      and not exists (select from subscription s where s.customer_id = m.id and s.state = 'contracted')
    union all
    select 'survey', v.id::text, v.due_by, d.project_id, d.mine, d.unit_code,
      ${ids('d.id', 'null', 'null', 'null')}, null
    from deal d join survey v on v.id = d.id and v.answered_at is null and v.cancelled_at is null
    union all
    select 'deposit', d.id::text, d.deposit_by, d.project_id, d.mine, d.unit_code,
      ${ids('d.id', 'null', 'null', 'null')}, d.deposit - d.paid
    from deal d where d.state = 'awaiting-deposit'
    union all
    select 'signing', d.id::text, d.sign_by, d.project_id, d.mine, d.unit_code,
      ${ids('d.id', 'null', 'null', 'null')}, null
    from deal d where d.state = 'effective'
    union all
    select 'instalment', i.contract_id || ':' || i.line,
      (i.due_on + 1)::timestamp at time zone 'Asia/Shanghai' - interval '1 millisecond', d.project_id, d.mine,
      d.unit_code, ${ids('d.id', 'i.contract_id', 'null', 'null')}, least(i.amount, i.up_to - i.paid)
    from price_line i join deal d on d.id = i.subscription_id
    where i.up_to > i.paid and i.due_on <= (? at time zone 'Asia/Shanghai')::date + 7
    union all
    select case a.state when 'collecting' then 'mortgage-papers' when 'more-papers' then 'mortgage-more-papers'
      else 'mortgage-signing' end, a.id::text, a.due_by, d.project_id, d.mine, d.unit_code,
      ${ids('d.id', 'null', 'a.id', 'null')}, null
    from deal d join mortgage_task a on a.subscription_id = d.id and a.due_by is not null
    union all
    select 'service-request', r.id::text, r.answer_by, r.project_id, r.customer_id, o.unit_code,
      ${ids('null', 'null', 'null', 'r.id')}, null
    from service_request r left join unit_offer o on o.id = r.unit_id
    where r.assignee_id = ? and (?::uuid[] is null or r.project_id = any (?::uuid[]))
      and (?::uuid is null or r.project_id = ?::uuid) and r.state = 'assigned'
  ), placed as (
    select kind, kind || ':' || key as key, date_trunc('milliseconds', due) as due, project_id, customer_id, unit_code,
      subscription_id, contract_id, application_id, request_id, amount::text as amount
    from task
  )
  select kind, key, due, project_id as "projectId", customer_id as "customerId", unit_code as "unitCode",
    subscription_id as "subscriptionId", contract_id as "contractId", application_id as "applicationId",
    request_id as "requestId", amount
  from placed where ?::timestamptz is null or (due, key) > (?::timestamptz, ?)
  order by due, key limit ?`;
