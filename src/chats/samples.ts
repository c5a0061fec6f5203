import { systemInNameOf } from '#src/audit/audit.ts'
import { makeChat } from '#src/testing/chats.ts'
import { parameters, type SampleWorld, sent } from '#src/testing/sample-world.ts'
import { addClientTask } from './client-task.ts'
import { writeMessage } from './message.ts'
import { archiveThread } from './thread.ts'

const aThread = async (world: SampleWorld, { id }: { id: number }) => (await makeChat(world, id)).thread
const aTask = (world: SampleWorld, { id, threadId }: { id: number; threadId: number }) =>
  world.perform((act) => addClientTask(act, id, threadId, { title: 'Send the receipts', due: '2020-01-31' }))

export const samples = parameters({
  '/accounts/:id/chats/:threadId': aThread,
  '/accounts/:id/chats/:threadId/tasks/:clientTaskId': aTask,
  '/accounts/:id/chats/:threadId/messages/:messageId': async (world, { id, threadId }) => {
    const staff = await world.staff(world.people.owner)
    return world.perform((act) =>
      writeMessage(act, id, threadId, { staff, isInternal: false }, { text: 'A word of the owner’s' }),
    )
  },
  '/portal/accounts/:id/chats/:threadId': aThread,
  '/portal/accounts/:id/chats/:threadId/tasks/:clientTaskId': aTask,
  '/portal/accounts/:id/chats/:threadId/messages/:messageId': (world, { id, threadId }) =>
    world.perform((act) =>
      writeMessage(
        { ...act, by: systemInNameOf('Sampled Client') },
        id,
        threadId,
        { contactId: world.client.contactId },
        { text: 'A word of the client’s' },
      ),
    ),
})

export const forms = sent({
  '/accounts/:id/chats': () => ({ subject: 'New', text: 'Hello' }),
  '/accounts/:id/chats/:threadId/archival': () => ({ seen: 999999 }),
  '/accounts/:id/chats/:threadId/reactivation': async (world, { id, threadId }) => {
    await world.perform((act) => archiveThread(act, id!, threadId!, 999999))
    return {}
  },
  '/accounts/:id/chats/:threadId/tasks': () => ({ title: 'Sign' }),
  '/accounts/:id/chats/:threadId/tasks/:clientTaskId/done': () => ({ wanted: 'on' }),
  '/accounts/:id/chats/:threadId/tasks/:clientTaskId/removal': () => ({}),
  '/accounts/:id/chats/:threadId/messages': () => ({ text: 'Hello' }),
  '/accounts/:id/chats/:threadId/internal-messages': () => ({ text: 'Hello' }),
  '/accounts/:id/chats/:threadId/messages/:messageId/removal': () => ({}),
  '/portal/accounts/:id/chats': () => ({ subject: 'New', text: 'Hello' }),
  '/portal/accounts/:id/chats/:threadId/messages': () => ({ text: 'Hello' }),
  '/portal/accounts/:id/chats/:threadId/messages/:messageId/removal': () => ({}),
  '/portal/accounts/:id/chats/:threadId/tasks/:clientTaskId/done': () => ({ wanted: 'on' }),
})
