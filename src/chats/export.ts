import { Readable } from 'node:stream'
import type { Exporting, ExportPart } from '#src/accounts/export.ts'
import { clientTasksOf } from './client-task.ts'
import { messagesAfter, type ShownMessage } from './message.ts'

/** The threads of an account with all their messages, the oldest first; those among the staff are marked. Read page by page. */
export async function* chatsExport(exporting: Exporting): AsyncGenerator<ExportPart> {
  yield { file: { name: 'chats.json', open: () => Readable.from(asJson(exporting)) } }
}

async function* asJson({ app, account, staff }: Exporting): AsyncGenerator<string> {
  const db = app.db.read
  const threads = await db
    .selectFrom('thread')
    .select(['id', 'subject', 'created_at', 'archived_at', 'read_at'])
    .where('account_id', '=', account.id)
    .orderBy('id')
    .execute()
  yield '['
  for (const [i, { id, ...thread }] of threads.entries()) {
    const tasks = (await clientTasksOf(db, id)).map(({ title, due, done_at, done_by }) => ({
      title,
      due,
      done_at,
      done_by,
    }))
    const head = JSON.stringify({ ...thread, client_tasks: tasks }, null, 2).replace(/\n}$/, '')
    yield `${i > 0 ? ',' : ''}\n${head},\n  "messages": [`
    for (let after = 0, first = true; ; first = false) {
      const messages = await messagesAfter(db, staff, id, after)
      if (messages.length === 0) break
      yield `${first ? '' : ','}\n${messages.map((message) => JSON.stringify(told(message))).join(',\n')}`
      after = messages.at(-1)!.id
    }
    yield '\n  ]\n}'
  }
  yield '\n]\n'
}

const told = ({ author, at, text, is_internal, from_client, removed_at, attachments }: ShownMessage) => ({
  author,
  at,
  from: from_client === 1 ? 'client' : 'staff',
  internal: is_internal === 1,
  text,
  removed_at,
  attachments: attachments.map((attachment) => attachment.name),
})
