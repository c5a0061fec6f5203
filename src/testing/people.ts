import { sql } from 'kysely'
import { addClientTask, setClientTaskDone } from '#src/chats/client-task.ts'
import { beginThread } from '#src/chats/message.ts'
import { markReadByClient } from '#src/chats/read.ts'
import { type Contact, changeContact, createContact, setContactTags } from '#src/contacts/contact.ts'
import { markDistinct } from '#src/contacts/duplicates.ts'
import { secretNames } from '#src/contacts/rules.ts'
import { openedSecret } from '#src/contacts/secret.ts'
import { addDocument } from '#src/documents/add.ts'
import { markSeenByClient } from '#src/documents/seen.ts'
import { changeHome, ownerIn, valueHome } from '#src/fields/homes.ts'
import { choosePrimaryContact } from '#src/links/link.ts'
import { mergeContacts } from '#src/merges/merge.ts'
import type { Home, Vault } from '#src/platform/vault.ts'
import { issueResetToken } from '#src/portal/tokens.ts'
import { startClientSession } from '#src/portal/visit.ts'
import { createTag } from '#src/tags/tag.ts'
import { addClient, type Guest } from './clients.ts'
import { makeField, setValue } from './custom-fields.ts'
import { contactNamed, type World } from './world.ts'

/** A client of whom something stands wherever Ficha holds a person, and the numbers of what is theirs. */
export interface WholePerson extends Guest {
  loginId: number
  tagId: number
  /** A custom field in which they alone have something, sealed, and what it said before. */
  fieldId: number
  /** Somebody who is not the same person, and somebody who was merged into them. */
  thirdId: number
  earlierId: number
  documentId: number
  threadId: number
  messageId: number
  taskId: number
}

let files = 0

/** A file of its own for each call. */
export const someFile = (name: string) => ({
  name,
  hash: String(++files).padStart(64, '0'),
  size: 1,
  type: 'text/plain',
})

/** Makes such a client, by the verbs that do it. */
export async function addWholePerson(world: World, name: string): Promise<WholePerson> {
  const guest = await addClient(world, name)
  const { accountId, contactId, email, loginId } = guest
  const fieldId = await makeField(world, 'contact', 'text', { name: `Secret of ${name}`, is_encrypted: 1 })
  for (const said of ['first', 'second'])
    await setValue(world, { subject: 'contact', id: contactId }, fieldId, `${said} of ${name}`)
  return world.perform(async (act) => {
    await choosePrimaryContact(act, accountId, contactId, true)
    const version = async () =>
      (await act.trx.selectFrom('contact').select('version').where('id', '=', contactId).executeTakeFirstOrThrow())
        .version
    await changeContact(act, contactId, await version(), {
      ...contactNamed(name, 'Client', email, `91000000${name.length}`),
      secrets: { tax_id: `1${name}`, iban: `2${name}` },
    })
    const tagId = await createTag(act, { name: `Tag of ${name}`, colour: 'red' })
    await setContactTags(act, contactId, [tagId])
    const thirdId = await createContact(act, contactNamed('Third', name))
    await markDistinct(act, contactId, thirdId)
    const earlierId = await createContact(act, contactNamed('Earlier', name))
    const choices = new Map()
    const [winner, loser] = [
      { id: contactId, version: await version() },
      { id: earlierId, version: 1 },
    ]
    await mergeContacts(act, { winner, loser, choices })
    await startClientSession(act, loginId, 'sign-in')
    await issueResetToken(act.trx, loginId, act.at)
    const place = { accountId, folderId: null, isShared: true, sameName: 'keep both' } as const
    const { id: documentId } = await addDocument(act, place, someFile(`${name}.txt`), contactId)
    await markSeenByClient(act.trx, documentId, 1, contactId, act.at)
    const threadId = await beginThread(act, accountId, `Of ${name}`, { contactId }, { text: `${name} writes` })
    const { id: messageId } = await act.trx
      .selectFrom('message')
      .select('id')
      .where('thread_id', '=', threadId)
      .executeTakeFirstOrThrow()
    await markReadByClient(act.trx, threadId, contactId, messageId, act.at)
    const taskId = await addClientTask(act, accountId, threadId, { title: 'Bring it', due: '' })
    await setClientTaskDone(act, accountId, threadId, taskId, true, contactId)
    const numbers = { tagId, fieldId, thirdId, earlierId, documentId, threadId, messageId, taskId }
    return { ...guest, ...numbers }
  })
}

/** The tables that a merge may touch. */
const tables = [
  'contact',
  'phone',
  'address',
  'address_setting',
  'link',
  'contact_tag',
  'contact_distinct',
  'custom_value',
  'custom_change',
  'portal_login',
  'portal_access',
  'portal_invitation',
  'outgoing_mail',
  'thread',
  'message',
  'client_task',
  'thread_client_read',
  'document',
  'document_version',
  'document_client_view',
  'search_entry',
]

/** Everything that a merge may touch, for two moments to be compared; versions and times aside. */
export async function everythingOfPeople({ app }: World): Promise<Record<string, unknown>> {
  const content: Record<string, unknown> = {}
  for (const table of tables) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(app.db.read)
    content[table] = rows
      .map(({ version, updated_at, ...row }) => JSON.stringify({ ...row, ...opened(app.vault, table, row) }))
      .sort()
  }
  return content
}

/** What is not to be compared as it is stored: the same text is sealed otherwise each time. */
function opened(vault: Vault, table: string, row: Record<string, unknown>): Record<string, unknown> {
  if (table === 'search_entry') return { id: 0 }
  if (table === 'contact')
    return Object.fromEntries(secretNames.map((name) => [name, openedSecret(vault, row as unknown as Contact, name)]))
  const field = Number(row.field_id)
  const clear = (text: unknown, home: Home) => typeof text === 'string' && vault.open(text, home)
  const owner = () => ownerIn(row as { account_id: number | null; contact_id: number | null })
  if (table === 'custom_value') return { value: clear(row.value, valueHome(owner(), field)) }
  if (table !== 'custom_change') return {}
  return Object.fromEntries(
    (['old', 'new'] as const).map((side) => [side, clear(row[side], changeHome(side, owner(), field))]),
  )
}
