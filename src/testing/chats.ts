import { systemInNameOf } from '#src/audit/audit.ts'
import { addClientTask } from '#src/chats/client-task.ts'
import { beginThread, writeMessage } from '#src/chats/message.ts'
import type { Browser } from './browser-like.ts'
import type { World } from './world.ts'

/** A thread that the owner began on the account, with a word of the client's, one among the staff and a client task; gives their numbers. */
export async function makeChat(world: World, accountId: number, subject = 'Receipts of May') {
  const staff = await world.staff(world.people.owner)
  return world.perform(async (original) => {
    const act = { ...original, by: { ...original.by, staffId: staff.id, name: staff.name } }
    const thread = await beginThread(
      act,
      accountId,
      subject,
      { staff },
      { text: 'Please send them.\nhttps://example.com/list.' },
    )
    const client = { ...original, by: systemInNameOf('Maria Seen') }
    const fromClient = await writeMessage(
      client,
      accountId,
      thread,
      { contactId: world.contacts.maria },
      { text: 'Here they come.' },
    )
    const internal = await writeMessage(
      act,
      accountId,
      thread,
      { staff, isInternal: true },
      { text: 'She always says so.' },
    )
    const message = await writeMessage(act, accountId, thread, { staff, isInternal: false }, { text: 'Thank you.' })
    const task = await addClientTask(act, accountId, thread, { title: 'Send the receipts', due: '2020-01-31' })
    return { thread, message, internal, fromClient, task }
  })
}

/** A form with files, its token first as browsers send it. */
export function multipart(
  browser: Browser,
  fields: Record<string, string>,
  files: Record<string, string> = {},
): FormData {
  const body = new FormData()
  body.set('form_token', browser.formToken)
  for (const [name, value] of Object.entries(fields)) body.set(name, value)
  for (const [name, content] of Object.entries(files)) body.append('files', new File([content], name))
  return body
}
