import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'

// Where the things of the demo firm have their pages, by what they are called there. They are looked up in the firm as it was made: a
// story finds what another one has renamed meanwhile.

/** Who is signed in before the stories begin. The newcomer is not: their stories sign in by hand, and end sessions. */
export const people = ['owner', 'admin', 'employee', 'assistant', 'client'] as const
export type Person = (typeof people)[number]

export const emailOf = (person: Person | 'newcomer') => `${person}@ficha.example`

/** What the run's demo firm is made of; the set-up says in which folder. */
export const madeOf = (folder = process.env.E2E_DEMO!) => ({
  /** What each server gets a copy of. */
  data: join(folder, 'data'),
  names: join(folder, 'names.sqlite'),
  cookiesOf: (person: Person) => join(folder, `${person}.json`),
})

let opened: BetterSqlite.Database | undefined

/** The one thing that a query finds; throws where it finds none or several, so that no story is about another thing than it says. */
function one(query: string, ...names: string[]): string | number {
  opened ??= new BetterSqlite(madeOf().names, { readonly: true })
  const found = opened
    .prepare<string[], string | number>(query)
    .pluck()
    .all(...names)
  if (found.length !== 1) throw new Error(`The demo firm has ${found.length} of “${names.join('”, “')}”: ${query}`)
  return found[0]!
}

/** The number of a thing that belongs to an account. */
const ofAccount = (table: string, named: string, account: string, name: string) =>
  one(
    `select ${table}.id from ${table} join account on account.id = account_id where account.name = ? and ${table}.${named} = ?`,
    account,
    name,
  )

export const demo = {
  account: (name: string) => `/accounts/${one('select id from account where name = ?', name)}`,
  /** The one that most was done on by the hour. */
  accountWithTime: () =>
    `/accounts/${one('select account_id from time_entry group by account_id order by count(*) desc, account_id limit 1')}`,
  contact: (name: string) => `/contacts/${one('select id from contact where display_name = ?', name)}`,
  group: (name: string) => `/groups/${one('select id from client_group where name = ?', name)}`,
  document: (account: string, name: string) =>
    `${demo.account(account)}/documents/${ofAccount('document', 'name', account, name)}`,
  documentWithVersions: (account: string) =>
    `${demo.account(account)}/documents/${one(
      `select document_id from document_version join document on document.id = document_id join account on account.id = account_id
       where account.name = ? group by document_id having count(*) > 1 limit 1`,
      account,
    )}`,
  task: (account: string, title: string) =>
    `${demo.account(account)}/tasks/${ofAccount('task', 'title', account, title)}`,
  chat: (account: string, subject: string) =>
    `${demo.account(account)}/chats/${ofAccount('thread', 'subject', account, subject)}`,
  field: (name: string) => `/settings/fields/${one('select id from custom_field where name = ?', name)}`,
  colleague: (name: string) => `/settings/team/${one('select id from staff where name = ?', name)}`,
  pipeline: (name: string) => `/settings/pipelines/${one('select id from pipeline where name = ?', name)}`,
  stage: (pipeline: string, name: string) =>
    `${demo.pipeline(pipeline)}/stages/${one(
      'select stage.id from stage join pipeline on pipeline.id = pipeline_id where pipeline.name = ? and stage.name = ?',
      pipeline,
      name,
    )}`,
  service: (name: string) => `/settings/services/${one('select id from service where name = ?', name)}`,
  /** The address at which a contact signs in to the portal. */
  login: (contact: string) =>
    String(
      one(
        'select email from portal_login join contact on contact.id = contact_id where contact.display_name = ?',
        contact,
      ),
    ),
  /** The address of a contact who is invited and has not come yet. */
  invited: (contact: string) =>
    String(
      one(
        `select email from outgoing_mail join contact on contact.id = contact_id
         where template = 'portal invitation' and status = 'held' and contact.display_name = ?`,
        contact,
      ),
    ),
}

/** The number at the end of an address. */
export const numberOf = (address: string): string => /\d+$/.exec(address)![0]
