import { type Account, type Firm, large, type Noun } from './firm.ts'

const threadsOfBig = 200
/** The first thread of the big account has gone on for years. */
const messagesOfLong = 2000

/** Threads with the clients: 200 on a big account, two on each tenth of the others, one in twenty unread. */
export const chatsOf: Noun = (firm) => {
  const addThread = threadsOf(firm)
  return (account) => {
    const isBig = account.id === large.account
    const threads = isBig ? threadsOfBig : account.id % 10 === 0 ? 2 : 0
    for (let n = 0; n < threads; n++)
      addThread(account, isBig && n === 0 ? messagesOfLong : 6, 1 + n * 5 + (account.id % 700))
  }
}

function threadsOf({ bulk, now }: Firm) {
  let threadId = 0
  let messageId = 0
  return ({ id: account_id, preparer: staffId, contacts }: Account, count: number, hoursAgo: number) => {
    const id = ++threadId
    const contactId = contacts[0]!.id
    const at = (n: number) => new Date(now - (hoursAgo + (count - n)) * 3_600_000).toISOString()
    const isUnread = id % 20 === 0
    const fromClient = (n: number) => n % 2 === (isUnread ? (count - 1) % 2 : count % 2)
    const [last, before] = [messageId + count, messageId + count - 1]
    const isClients = fromClient(count - 1)
    const isArchived = !isUnread && id % 4 === 0
    bulk.add('thread', {
      id,
      account_id,
      subject: `VAT of the quarter ${id}`,
      created_at: at(0),
      created_by: staffId,
      archived_at: isArchived ? at(count) : null,
      last_id: last,
      last_at: at(count - 1),
      last_client_id: isClients ? last : before,
      last_to_client_id: isClients ? before : last,
      unread_since: isUnread ? at(count - 1) : null,
      read_at: isUnread ? null : at(count - 1),
      read_by: isUnread ? null : staffId,
      waiting_at: isClients || isArchived ? null : at(count - 1),
    })
    for (let n = 0; n < count; n++)
      bulk.add('message', {
        id: ++messageId,
        thread_id: id,
        is_internal: 0,
        from_client: fromClient(n) ? 1 : 0,
        staff_id: fromClient(n) ? null : staffId,
        contact_id: fromClient(n) ? contactId : null,
        author: fromClient(n) ? `Client ${contactId}` : `Staff ${staffId}`,
        text: `The papers of the quarter, number ${n}.\nSee https://example.com/${n}.`,
        at: at(n),
      })
    if (!isUnread) bulk.add('thread_read', { thread_id: id, staff_id: staffId, message_id: last, at: at(count) })
  }
}
