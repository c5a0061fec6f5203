import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { parseArgs } from 'node:util'
import { CompiledQuery, sql } from 'kysely'
import { migrations } from '#migrations/index.ts'
import { shortIdPrefix } from '#src/accounts/short-id.ts'
import { taxKey } from '#src/accounts/tax-id.ts'
import { plainName } from '#src/contacts/name.ts'
import { cities, descriptions, firstNames, lastNames, streets, tags, trades } from '#src/demo/names.ts'
import { derivedOf as jobDerivedOf } from '#src/jobs/state.ts'
import { readConfig } from '#src/platform/config.ts'
import { type Database, openDatabase, type Trx } from '#src/platform/db/database.ts'
import { migrate } from '#src/platform/db/migrate.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { filesFor } from '#src/platform/files/files.ts'
import { digitsOf, fold } from '#src/platform/language/fold.ts'
import { type Findable, type SearchKind, setFindable } from '#src/search/search.ts'
import { hashPassword } from '#src/staff/password.ts'
import { derivedOf } from '#src/tasks/status.ts'

import { chatsOf } from './chats.ts'

export const people = { owner: 'owner@bench.example', employee: 'employee@bench.example' }
export const password = 'the password of the bench'
/** How many accounts the signed-in employee is on the team of, however large the firm. */
export const accountsOfEmployee = 200

const staffCount = 25
const customFields = [
  { name: 'Tax office', type: 'text' },
  { name: 'Fiscal year end', type: 'date' },
  { name: 'Employees', type: 'number' },
  { name: 'Files by itself', type: 'yes/no' },
  { name: 'Software', type: 'text' },
  { name: 'Came by', type: 'text' },
  { name: 'Remarks', type: 'long text' },
  { name: 'Web site', type: 'URL' },
] as const
const customValues = [
  'Lisboa 3',
  '2026-12-31',
  '12',
  'yes',
  'Primavera',
  'A friend',
  'Calls on Mondays.',
  'https://example.com',
]
const notesOfBigAccount = 2000
/** One that has very much of everything, 200 chats too: its overview must not cost more for that. */
export const large = { account: 7, folder: 2, folders: 40, documents: 2000, tasks: 500 }
/** One with a folder of very many files, and that folder. */
export const archive = { account: 13, folder: 1, documents: 10_000 }
const employeeId = 2
const openedByOwner = 500
/** A few accounts have years of entries, some others one; of the employee's too. */
const timeOnBig = 2000
const chunk = 2000
/** SQLite takes 32,766 values in one statement, PostgreSQL 65,535; beyond some thousand nothing is won. */
const valuesAtOnce = 8000

/** The few files that all documents of the bench have as their content. */
const papers = [
  { name: 'Invoice.csv', type: 'text/csv', content: 'day;amount\n2026-11-24;12,50\n' },
  { name: 'Letter.txt', type: 'text/plain', content: 'Please send us the papers by Friday.\n' },
  { name: 'Minutes.txt', type: 'text/plain', content: 'All agreed.\n' },
].map((paper) => ({
  ...paper,
  hash: createHash('sha256').update(paper.content).digest('hex'),
  size: Buffer.byteLength(paper.content),
}))

type Row = (string | number | null)[]

/** Rows on their way into the tables, in the order of the tables' first use: a row's parent comes before it. */
class Bulk {
  readonly #waiting = new Map<string, { columns: string; rows: Row[] }>()

  add<T extends keyof Tables>(table: T, row: { [C in keyof Tables[T]]?: string | number | null }): void {
    const known = this.#waiting.get(table)
    if (known) known.rows.push(Object.values(row) as Row)
    else this.#waiting.set(table, { columns: Object.keys(row).join(', '), rows: [Object.values(row) as Row] })
  }

  async flush(db: Database): Promise<void> {
    await db.write(async (trx) => {
      for (const [table, { columns, rows }] of this.#waiting) await insert(trx, db, table, columns, rows)
    })
    for (const { rows } of this.#waiting.values()) rows.length = 0
  }
}

/** Straight SQL: Kysely would build a tree with a node for each of some 20 million values. */
async function insert(trx: Trx, db: Database, table: string, columns: string, rows: Row[]): Promise<void> {
  const width = rows[0]?.length ?? 1
  const most = Math.floor(valuesAtOnce / width)
  for (let from = 0; from < rows.length; from += most) {
    const some = rows.slice(from, from + most)
    const marks = some.map(
      (_, r) =>
        `(${Array.from({ length: width }, (_, c) => (db.engine === 'sqlite' ? '?' : `$${r * width + c + 1}`)).join()})`,
    )
    await trx.executeQuery(CompiledQuery.raw(`insert into ${table} (${columns}) values ${marks.join()}`, some.flat()))
  }
}

/** The same numbers each time. A linear congruential generator, as the demo firm has. */
function seeded(seed: number) {
  let state = seed
  const next = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
  return {
    below: (n: number) => Math.floor(next() * n),
    chance: (p: number) => next() < p,
    pick: <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)]!,
  }
}

// The two lines of src/search/search.ts that it keeps to itself; `checkFindable` fails when they are no longer the same.
const foldedAs = ({ field, text }: Findable) =>
  field === 'phone'
    ? digitsOf(text)
    : field === 'id' || field === 'tax id'
      ? fold(text).replace(/[\s.\-/]+/g, '')
      : fold(text)
const wordsIn = (folded: string) => [...new Set(folded.split(/[\s@._\-+,;()/'"&]+/u).filter(Boolean))].slice(0, 20)

/** Fills an empty database with a firm of that many accounts, always the same one. Throws where there is a firm already. */
export async function generateFirm(db: Database, accountCount: number): Promise<void> {
  await migrate(db, migrations)
  const bulk = new Bulk()
  const now = Date.now()
  const at = new Date(now).toISOString()
  const passwordHash = await hashPassword(password)
  bulk.add('firm', {
    id: 1,
    name: 'Bench & Sons',
    country: 'PT',
    language: 'en',
    time_zone: 'Europe/Lisbon',
    created_at: at,
  })
  addStaff(bulk, passwordHash, at)
  addPipelines(bulk, at)
  for (const [i, name] of ['Bookkeeping', 'Payroll', 'Tax returns'].entries())
    bulk.add('service', {
      id: i + 1,
      name,
      name_key: fold(name),
      rate: 4500 + i * 1000,
      currency: 'EUR',
      created_at: at,
    })
  for (const [i, [name, colour]] of tags.entries())
    bulk.add('tag', { id: i + 1, name, name_key: fold(name), colour, created_at: at })
  for (const [i, { name, type }] of customFields.entries())
    bulk.add('custom_field', {
      id: i + 1,
      subject: 'account',
      name,
      name_key: fold(name),
      type,
      heading: i < 4 ? 'Tax' : 'Work',
      position: i + 1,
      options: '[]',
      created_at: at,
    })
  await bulk.flush(db)

  const firm = makeFirm(bulk, accountCount, now)
  for (let i = 1; i <= accountCount; i++) {
    firm.addAccount(i)
    if (i % chunk === 0) await bulk.flush(db)
  }
  for (const [prefix, last] of firm.prefixes) bulk.add('short_id_counter', { prefix, last })
  await bulk.flush(db)

  if (db.engine === 'sqlite') await sql`pragma wal_checkpoint(truncate)`.execute(db.raw)
  else await afterwards(db)
  await checkFindable(db)
}

/** What PostgreSQL would do by itself in a while, and the numbers after those that were given here. */
async function afterwards(db: Database): Promise<void> {
  for (const table of [
    'staff',
    'tag',
    'account',
    'contact',
    'address',
    'portal_login',
    'client_group',
    'custom_field',
    'search_entry',
    'note',
    'mention',
    'task',
    'pipeline',
    'stage',
    'job',
    'service',
    'time_entry',
    'folder',
    'document',
    'thread',
    'message',
    'client_task',
  ])
    await sql`select setval(pg_get_serial_sequence(${table}, 'id'), (select max(id) from ${sql.table(table)}))`.execute(
      db.raw,
    )
  await sql`vacuum analyze`.execute(db.raw)
}

const pipelineNames = ['Annual return', 'Monthly bookkeeping', 'Company tax']
const stageNames = ['To begin', 'In preparation', 'In review', 'With the client', 'Filed']

function addPipelines(bulk: Bulk, created_at: string): void {
  for (const [i, name] of pipelineNames.entries()) {
    bulk.add('pipeline', { id: i + 1, name, name_key: fold(name), created_at })
    for (const [s, stage] of stageNames.entries())
      bulk.add('stage', {
        id: i * stageNames.length + s + 1,
        pipeline_id: i + 1,
        name: stage,
        colour: 'slate',
        position: s + 1,
        completes: Number(s === stageNames.length - 1),
      })
  }
}

function addStaff(bulk: Bulk, passwordHash: string, at: string): void {
  const dice = seeded(25)
  for (let id = 1; id <= staffCount; id++) {
    const name = `${dice.pick(firstNames.en)} ${dice.pick(lastNames.en)}`
    const email = id === 1 ? people.owner : id === employeeId ? people.employee : `staff${id}@bench.example`
    bulk.add('staff', {
      id,
      email,
      email_key: email,
      name,
      sort_name: fold(name),
      role: id === 1 ? 'owner' : id > 23 ? 'admin' : 'employee',
      password_hash: passwordHash,
      language: 'en',
      created_at: at,
    })
  }
}

function makeFirm(bulk: Bulk, accountCount: number, now: number) {
  const dice = seeded(20261)
  const prefixes = new Map<string, number>()
  // Ours alone, else 1,000 and 100,000 accounts would not give the employee as many.
  const everyNth = Math.max(1, Math.floor(accountCount / accountsOfEmployee))
  let contactId = 0
  let addressId = 0
  let entryId = 0
  let noteId = 0
  let mentionId = 0
  let taskId = 0
  let folderId = large.folder + large.folders - 1
  let documentId = 0

  const record = (
    at: string,
    kind: string,
    staffId: number,
    subject: string,
    about: { account?: number; contact?: number },
    changes: object | null = null,
  ) =>
    bulk.add('audit_event', {
      at,
      kind,
      staff_id: staffId,
      actor: `Staff ${staffId}`,
      address: '192.0.2.7',
      user_agent: 'Mozilla/5.0 (X11; Linux x64) Bench',
      account_id: about.account ?? null,
      contact_id: about.contact ?? null,
      subject,
      changes: changes && JSON.stringify(changes),
    })

  const findable = (kind: SearchKind, subjectId: number, texts: Findable[]) => {
    for (const { field, text } of texts) {
      const folded = foldedAs({ field, text })
      if (folded === '') continue
      bulk.add('search_entry', { id: ++entryId, kind, subject_id: subjectId, field, text, folded })
      if (field === 'phone') continue
      for (const word of wordsIn(folded)) bulk.add('search_word', { word, entry_id: entryId })
    }
  }

  const addContact = (place: 'pt' | 'en', at: string, staffId: number) => {
    const id = ++contactId
    const first_name = dice.pick(firstNames[place])
    // Two surnames, as the Portuguese have: 100,000 people share some thousand full names otherwise.
    const last_name = `${dice.pick(lastNames[place])} ${dice.pick(lastNames[place])}`
    const [city, postcode] = dice.pick(cities[place])
    const name = plainName({ first_name, last_name, company: '' })
    bulk.add('contact', {
      id,
      first_name,
      last_name,
      display_name: name,
      sort_name: fold(name),
      language: place,
      birth_date: `${1945 + dice.below(60)}-0${1 + dice.below(9)}-${10 + dice.below(18)}`,
      street: `${dice.pick(streets[place])} ${1 + dice.below(180)}`,
      city,
      postcode,
      country: place === 'pt' ? 'PT' : 'GB',
      created_at: at,
    })
    const texts: Findable[] = [{ field: 'name', text: name }]
    let email = ''
    if (dice.chance(0.93)) {
      email = `${fold(`${first_name}.${last_name}`).replace(/[^a-z.]/g, '')}${id}@example.com`
      bulk.add('address', { id: ++addressId, contact_id: id, is_primary: 1, email, email_key: email })
      texts.push({ field: 'email', text: email })
    }
    if (dice.chance(0.9)) {
      const number = `+351 9${dice.below(100)} ${100 + dice.below(900)} ${100 + dice.below(900)}`
      bulk.add('phone', { contact_id: id, position: 0, number, digits: digitsOf(number) })
      texts.push({ field: 'phone', text: number })
    }
    if (dice.chance(0.1)) bulk.add('contact_tag', { contact_id: id, tag_id: 1 + dice.below(tags.length) })
    findable('contact', id, texts)
    record(at, 'contact created', staffId, name, { contact: id })
    return { id, name, last_name, address: addressId, email }
  }

  /** A third of the clients may log in, most of them do. */
  const addPortal = (account_id: number, contacts: { id: number; address: number; email: string }[], at: string) => {
    const opened = contacts.filter((contact) => contact.email && account_id % 3 === 0)
    const active = opened.filter((contact) => contact.id % 4 > 0)
    bulk.add('account_summary', { account_id, last_login_at: active.length > 0 ? at : '' })
    for (const { address } of opened)
      bulk.add('address_setting', { account_id, address_id: address, login: 1, signer: 1 })
    for (const { id, email } of active) {
      bulk.add('portal_login', {
        id,
        contact_id: id,
        email,
        email_key: email,
        password_hash: 'x',
        created_at: at,
        last_login_at: at,
      })
      bulk.add('portal_access', { account_id, login_id: id, created_at: at })
      bulk.add('portal_visit', { login_id: id, at, how: 'sign-in', address: '192.0.2.9' })
    }
  }

  /** Two big accounts have 2,000, one in twenty has a few. */
  const addNotes = (account_id: number, staff_id: number) => {
    const count =
      account_id === large.account || account_id === everyNth ? notesOfBigAccount : account_id % 20 === 0 ? 4 : 0
    for (let n = 0; n < count; n++) {
      const at = new Date(now - (count - n) * 3_600_000).toISOString()
      const text = `Called about ${n % 3 === 0 ? '**VAT**' : 'the lease'}, number ${n}. They send the papers by Friday.`
      const isPinned = n % 400 === 0
      bulk.add('note', {
        id: ++noteId,
        account_id,
        staff_id: n % 4 === 0 ? 1 : staff_id,
        text,
        folded: fold(text),
        created_at: at,
        pinned_at: isPinned ? at : '',
        pinned_by: isPinned ? 1 : null,
      })
      if (n % 100 === 0)
        bulk.add('mention', { id: ++mentionId, account_id, note_id: noteId, staff_id, by_id: staff_id, created_at: at })
    }
  }

  /** Some thousand on the first accounts, a few on each tenth of the others; one in twenty is still open. */
  const addTasks = (account_id: number, preparer: number) => {
    const count = account_id <= 5 ? 500 : account_id === large.account ? large.tasks : account_id % 10 === 0 ? 3 : 0
    for (let i = 0; i < count; i++) {
      const isOpen = i % 20 === 0
      const day = new Date(now + (isOpen ? (taskId % 60) - 10 : -1 - (taskId % 3000)) * 86_400_000)
      const due = day.toISOString().slice(0, 10)
      const status = isOpen ? ('planned' as const) : ('completed' as const)
      const derived = derivedOf({ status, due })
      bulk.add('task', {
        id: ++taskId,
        account_id,
        title: `VAT return ${i}`,
        status,
        priority: 'normal',
        due,
        ...derived,
        created_at: day.toISOString(),
        created_by: preparer,
        completed_at: isOpen ? null : day.toISOString(),
        completed_by: isOpen ? null : preparer,
      })
      bulk.add('task_assignee', {
        task_id: taskId,
        staff_id: account_id % everyNth === 0 || account_id <= 5 ? employeeId : preparer,
        is_open: derived.is_open,
        sort_due: derived.sort_due,
      })
    }
  }

  const works = seeded(8)
  let jobId = 0
  /** None to three, a third of them open. */
  const addJobs = (account_id: number, preparer: number) => {
    for (let i = works.below(4); i > 0; i--) {
      const pipeline_id = 1 + works.below(pipelineNames.length)
      const isOpen = works.chance(0.35)
      const stage = isOpen ? 1 + works.below(stageNames.length - 1) : stageNames.length
      const day = new Date(now + (isOpen ? works.below(90) - 10 : -1 - works.below(700)) * 86_400_000).toISOString()
      const completed_at = isOpen ? null : day
      const due = day.slice(0, 10)
      const derived = jobDerivedOf({ due, completed_at, archived_at: null })
      bulk.add('job', {
        id: ++jobId,
        account_id,
        pipeline_id,
        stage_id: (pipeline_id - 1) * stageNames.length + stage,
        name: pipelineNames[pipeline_id - 1]!,
        due,
        created_at: day,
        created_by: preparer,
        entered_at: day,
        entered_by: preparer,
        completed_at,
        ...derived,
      })
      bulk.add('job_assignee', {
        job_id: jobId,
        staff_id: account_id % everyNth === 0 ? employeeId : preparer,
        ...derived,
      })
    }
  }

  /** Dice of its own: what else there is stays as it was. */
  const hours = seeded(6)
  const addTime = (account_id: number, preparer: number, n: number) => {
    for (let i = 0; i < n; i++) {
      const day = new Date(now - hours.below(3 * 365) * 86_400_000).toISOString().slice(0, 10)
      const service_id = 1 + hours.below(3)
      bulk.add('time_entry', {
        account_id,
        staff_id: hours.chance(0.3) ? employeeId : preparer,
        day,
        minutes: 6 + hours.below(200),
        work: 'Invoices of the month posted',
        service_id,
        billable: hours.chance(0.9) ? 1 : 0,
        rate: 3500 + service_id * 1000,
        currency: 'EUR',
        created_at: `${day}T17:00:00.000Z`,
      })
    }
  }

  const addChats = chatsOf((table, row) => bulk.add(table, row), now)
  const addFolder = (id: number, account_id: number, name: string, parent_id: number | null, at: string) => {
    bulk.add('folder', {
      ...{ id, account_id, parent_id, name, name_key: fold(name), sort_name: fold(name) },
      ...{ created_at: at, created_by: 1 },
    })
    return id
  }

  /** Up to five for each account; a third is shared with the client, a fifth came from them and has nearly always been seen. */
  const drawer = seeded(7)
  const addDocuments = (account_id: number, added_by: number, at: string) => {
    const count =
      account_id === large.account
        ? large.documents
        : account_id === archive.account
          ? archive.documents
          : drawer.below(6)
    const folders: (number | null)[] = [null]
    if (account_id === archive.account) folders[0] = addFolder(archive.folder, account_id, 'Archive', null, at)
    else if (account_id === large.account)
      for (let n = 0; n < large.folders; n++)
        folders.push(addFolder(large.folder + n, account_id, `Year ${n}`, n % 3 === 0 ? null : folders[n]!, at))
    else if (account_id % 3 === 1) folders.push(addFolder(++folderId, account_id, 'Tax returns', null, at))
    for (let n = 0; n < count; n++) {
      const { hash, size, type, name: paper } = drawer.pick(papers)
      const from_client = drawer.chance(0.2) ? 1 : 0
      const name = `${n} ${paper}`
      const added_at = new Date(now - drawer.below(3000) * 3_600_000).toISOString()
      const content = { hash, size, type, from_client, added_at, added_by, added_by_name: `Staff ${added_by}` }
      bulk.add('document', {
        id: ++documentId,
        ...content,
        account_id,
        folder_id: folders[n % folders.length]!,
        ...{ name, name_key: fold(name), sort_name: fold(name) },
        is_shared: from_client || drawer.chance(0.2) ? 1 : 0,
        seen_at: from_client && drawer.chance(0.995) ? added_at : null,
      })
      bulk.add('document_version', { document_id: documentId, number: 1, name, ...content })
    }
  }

  const addAccount = (id: number) => {
    // The firm has grown over ten years.
    const at = new Date(now - Math.round((1 - id / (accountCount + 1)) * 10 * 365) * 86_400_000).toISOString()
    const place = dice.chance(0.65) ? 'pt' : 'en'
    const isCompany = dice.chance(0.4)
    const preparer = 3 + dice.below(21)
    const shared = contactId > 100 && dice.chance(0.1) ? 1 + dice.below(contactId) : null
    // 1.6 contacts of their own for each account.
    const contacts = Array.from({ length: [1, 2, 1, 2, 2][id % 5]! }, () => addContact(place, at, preparer))
    const family = dice.pick(lastNames[place])
    const trade = dice.pick(trades[place])
    const company = isCompany ? (place === 'pt' ? `${trade} ${family}, Lda.` : `${family} ${trade} Ltd`) : ''
    const name = company || contacts[0]!.name
    const prefix = shortIdPrefix(name)
    const last = (prefixes.get(prefix) ?? 0) + 1
    prefixes.set(prefix, last)
    const short_id = `${prefix}${last}`
    const tax_id = place === 'pt' ? String((isCompany ? 500_000_000 : 200_000_000) + id) : ''
    const [company_city, company_postcode] = dice.pick(cities[place])
    bulk.add('account', {
      id,
      short_id,
      name,
      sort_name: fold(name),
      type: isCompany ? 'company' : dice.chance(0.95) ? 'individual' : 'other',
      company_name: company,
      company_street: company && `${dice.pick(streets[place])} ${1 + dice.below(180)}`,
      company_city: company && company_city,
      company_postcode: company && company_postcode,
      company_country: company && (place === 'pt' ? 'PT' : 'GB'),
      tax_country: tax_id && 'PT',
      tax_id,
      tax_key: taxKey(tax_id),
      created_at: at,
      archived_at: dice.chance(0.08) ? at : null,
    })
    addPortal(id, contacts, at)
    addNotes(id, preparer)
    findable('account', id, [
      { field: 'name', text: name },
      { field: 'id', text: short_id },
      { field: 'tax id', text: tax_id },
    ])
    record(at, 'account created', preparer, name, { account: id })
    const linked = [...contacts.map((contact) => contact.id), ...(shared ? [shared] : [])]
    for (const contact_id of linked) {
      bulk.add('link', {
        account_id: id,
        contact_id,
        description: dice.chance(0.5) ? dice.pick(descriptions[place]) : '',
        created_at: at,
      })
      record(
        at,
        'contact linked',
        preparer,
        name,
        { account: id, contact: contact_id },
        { contact: [null, contacts[0]!.name] },
      )
    }
    for (const [i, value] of customValues.entries())
      if ((id + i) % 3 > 0)
        bulk.add('custom_value', { field_id: i + 1, account_id: id, value, value_key: fold(value), updated_at: at })
    if (id % 20 === 1)
      bulk.add('client_group', { id: (id + 19) / 20, name: `Group ${id}`, name_key: `group ${id}`, created_at: at })
    if (id % 20 > 0 && id % 20 < 4) bulk.add('client_group_account', { group_id: Math.ceil(id / 20), account_id: id })
    for (let tag_id = 1; tag_id <= tags.length; tag_id++)
      if (dice.chance(0.15)) bulk.add('account_tag', { account_id: id, tag_id })
    const ofEmployee = id % everyNth === 0 && id / everyNth <= accountsOfEmployee
    for (const staff_id of new Set([
      preparer,
      ...(dice.chance(0.3) ? [3 + dice.below(21)] : []),
      ...(ofEmployee ? [employeeId] : []),
    ]))
      bulk.add('account_team', { account_id: id, staff_id, added_at: at })
    if (dice.chance(0.6)) {
      bulk.add('account_role', { account_id: id, role: 'preparer', staff_id: preparer })
      bulk.add('account_role', { account_id: id, role: 'reviewer', staff_id: 24 + dice.below(2) })
    }
    if (dice.chance(0.05)) bulk.add('account_follower', { account_id: id, staff_id: 1 })
    addTasks(id, preparer)
    addJobs(id, preparer)
    addChats({ accountId: id, staffId: preparer, contactId: contacts[0]!.id, isBig: id === large.account })
    addDocuments(id, preparer, at)
    const opened = new Date(now - id * 60_000).toISOString()
    if (id <= openedByOwner) bulk.add('account_opening', { staff_id: 1, account_id: id, at: opened })
    if (ofEmployee) bulk.add('account_opening', { staff_id: employeeId, account_id: id, at: opened })
    addTime(id, preparer, ofEmployee && id <= everyNth * 3 ? timeOnBig : id % 3 === 0 ? 1 : 0)
  }

  return { addAccount, prefixes }
}

class RolledBack extends Error {}

/** The product itself writes the entries of one account and one contact again: they must be the very ones that stand there. */
async function checkFindable(db: Database): Promise<void> {
  for (const kind of ['account', 'contact'] as const)
    await db
      .write(async (trx) => {
        const entries = () =>
          trx
            .selectFrom('search_entry')
            .select(['field', 'text', 'folded'])
            .where('kind', '=', kind)
            .where('subject_id', '=', 7)
            .orderBy('id')
            .execute()
        const words = () =>
          trx
            .selectFrom('search_word')
            .innerJoin('search_entry as entry', 'entry.id', 'entry_id')
            .select(['word', 'field'])
            .where('kind', '=', kind)
            .where('subject_id', '=', 7)
            .orderBy('entry.id')
            .orderBy('word')
            .execute()
        const ours = [await entries(), await words()]
        await setFindable(trx, kind, 7, await entries())
        assert.deepEqual(
          ours,
          [await entries(), await words()],
          'bench/generate.ts writes other search entries than src/search/search.ts',
        )
        throw new RolledBack()
      })
      .catch((error: unknown) => {
        if (!(error instanceof RolledBack)) throw error
      })
}

/** A folder (and a PostgreSQL URL) with a firm of that size: as it stands there, else made now. */
export async function firmIn(dataDir: string, accountCount: number, databaseUrl?: string): Promise<void> {
  const config = readConfig({ DATA_DIR: dataDir, ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) })
  const db = openDatabase(config.database)
  try {
    await migrate(db, migrations)
    const { count } = await db.read
      .selectFrom('account')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    if (count === accountCount) return
    if (count > 0) throw new Error(`${dataDir} holds a firm of ${count} accounts, not of ${accountCount}`)
    const started = performance.now()
    await generateFirm(db, accountCount)
    const files = filesFor(config)
    for (const { content, size } of papers) await files.put(Readable.from([content]), size)
    console.error(
      `made ${accountCount} accounts in ${((performance.now() - started) / 1000).toFixed(1)} s (${db.engine})`,
    )
  } finally {
    await db.close()
  }
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({
    options: { accounts: { type: 'string', default: '100000' }, data: { type: 'string' } },
  })
  if (!values.data) throw new Error('Usage: node --import tsx bench/generate.ts --accounts 100000 --data FOLDER')
  await firmIn(values.data, Number(values.accounts), process.env.DATABASE_URL)
}
