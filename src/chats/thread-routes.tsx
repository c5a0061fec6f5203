import { type Context, Hono } from 'hono'
import { write } from '#src/audit/write.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { creates } from '#src/platform/web/creates.ts'
import { Conflict, notFound } from '#src/platform/web/errors.ts'
import { type FormState, parseForm, readPosted, toId, wantedForm } from '#src/platform/web/form.ts'
import { todayOf } from '#src/platform/web/today.ts'
import { languageOf, may, viewerOf } from '#src/staff/gate.ts'
import { ClientTasks } from '#views/chats/client-tasks.tsx'
import { threadPath } from '#views/chats/row.tsx'
import { ThreadPage } from '#views/chats/thread.tsx'
import { words } from '#views/chats/words.ts'
import { addClientTask, clientTasksOf, removeClientTask, setClientTaskDone } from './client-task.ts'
import { blankTask, threadIn, threadPage } from './page.ts'
import { archivalForm, clientTaskForm } from './posted.ts'
import { archiveThread, reactivateThread, type Thread } from './thread.ts'

/** One thread: its page, its end and its return, and what the client has to do in it. */
export const threadRoutes = new Hono()

const base = '/accounts/:id/chats/:threadId'

threadRoutes.get(base, may('signed in'), async (c) => {
  const before = toId(c.req.query('before'))
  return answer(c, { page: <ThreadPage {...(await threadPage(c, before))} /> })
})

threadRoutes.post(`${base}/archival`, may('signed in', 'see the account'), async (c) => {
  const { account, thread } = await threadIn(c)
  const parsed = parseForm(archivalForm, await readPosted(c))
  try {
    await write(c, (act) => archiveThread(act, account.id, thread.id, parsed.ok ? parsed.data.seen : 0))
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return answer(c, { page: <ThreadPage {...(await threadPage(c))} writtenMeanwhile />, status: 409 })
  }
  return done(c, { to: threadPath(thread), flash: words[languageOf(c)].archived })
})

threadRoutes.post(`${base}/reactivation`, may('signed in', 'see the account'), async (c) => {
  const { account, thread } = await threadIn(c)
  await write(c, (act) => reactivateThread(act, account.id, thread.id))
  return done(c, { to: threadPath(thread), flash: words[languageOf(c)].reactivated })
})

const tasksNow = async (c: Context, thread: Thread, justChanged: boolean, form: FormState = blankTask()) => {
  const viewer = await viewerOf(c)
  const tasks = await clientTasksOf(c.var.db, thread.id)
  const today = todayOf(c, viewer)
  return (
    <ClientTasks
      viewer={viewer}
      path={threadPath(thread)}
      tasks={tasks}
      today={today}
      form={form}
      justChanged={justChanged}
    />
  )
}

const changed = async (c: Context, thread: Thread, justChanged = false) =>
  done(c, { to: `${threadPath(thread)}#client-tasks`, part: await tasksNow(c, thread, justChanged) })

threadRoutes.post(`${base}/tasks`, may('signed in', 'see the account'), creates(), async (c) => {
  const { account, thread } = await threadIn(c)
  const parsed = parseForm(clientTaskForm, await readPosted(c))
  if (!parsed.ok)
    return answer(c, {
      page: <ThreadPage {...(await threadPage(c))} taskForm={parsed.form} />,
      part: await tasksNow(c, thread, true, parsed.form),
      status: 422,
    })
  await write(c, (act) => addClientTask(act, account.id, thread.id, parsed.data))
  return changed(c, thread, true)
})

const taskIdIn = (c: Context) => {
  const id = toId(c.req.param('clientTaskId'))
  if (id === null) throw notFound()
  return id
}

threadRoutes.post(`${base}/tasks/:clientTaskId/done`, may('signed in', 'see the account'), async (c) => {
  const { account, thread } = await threadIn(c)
  const id = taskIdIn(c)
  const parsed = parseForm(wantedForm, await readPosted(c))
  if (parsed.ok) await write(c, (act) => setClientTaskDone(act, account.id, thread.id, id, parsed.data.wanted === 'on'))
  return changed(c, thread)
})

threadRoutes.post(`${base}/tasks/:clientTaskId/removal`, may('signed in', 'see the account'), async (c) => {
  const { account, thread } = await threadIn(c)
  const id = taskIdIn(c)
  await write(c, (act) => removeClientTask(act, account.id, thread.id, id))
  return changed(c, thread, true)
})
