import type { Migration } from './migration.ts'

/** Columns that hold sealed texts whole, and others that hold them within JSON. */
const whole = [
  ['contact', 'tax_id'],
  ['contact', 'iban'],
  ['custom_value', 'value'],
  ['custom_change', 'old'],
  ['custom_change', 'new'],
] as const
const json = [
  ['audit_event', 'changes'],
  ['audit_undo', 'data'],
  ['contact_merge', 'moves'],
] as const

const anywhere = [
  ...whole.map(([table, column]) => `exists (select 1 from ${table} where ${column} like 'sealed:1:%')`),
  ...json.map(([table, column]) => `exists (select 1 from ${table} where ${column} like '%"sealed:1:%')`),
]

export const sealingKeys: Migration = {
  name: '0016-sealing-keys',
  up: ({ text }, engine) => [
    // The names of the keys that belong to this data: it is not opened without them.
    `create table sealing_key (name ${text} primary key)`,
    ...whole.map(
      ([table, column]) =>
        `insert into sealing_key (name)
         select distinct substr(${column}, 10, 8) from ${table} where ${column} like 'sealed:1:%'
         on conflict (name) do nothing`,
    ),
    // What is sealed so far is not bound to its row: the queue seals it anew.
    `insert into queue_item (kind, payload, run_at, created_at)
     select 'sealing anew', '{"place":0,"after":0}', now.at, now.at
     from (select ${
       engine === 'sqlite'
         ? `strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`
         : `to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
     } as at) as now
     where ${anywhere.join(' or ')}`,
  ],
}
