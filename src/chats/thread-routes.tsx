import { type Context, Hono } from 'hono'
import { perform } from '#src/audit/audit.ts'
import { performOnce } from '#src/audit/once.ts'
import type { App } from '#src/platform/app.ts'
import { dayIn } from '#src/platform/language/calendar.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { Conflict, notFound } from '#src/platform/web/errors.ts'
import { type FormState, parseForm, readPosted, toId } from '#src/platform/web/form.ts'
import { actorOf, languageOf, may, viewerOf } from '#src/staff/gate.ts'
import { ClientTasks } from '#views/chats/client-tasks.tsx'
import { threadPath } from '#views/chats/row.tsx'
import { ThreadPage } from '#views/chats/thread.tsx'
import { words } from '#views/chats/words.ts'
import { blankTask, threadIn, threadPage } from './asked.ts'
import { addClientTask, clientTasksOf, removeClientTask, setClientTaskDone } from './client-task.ts'
import { archivalForm, clientTaskDoneForm, clientTaskForm } from './posted.ts'
import { archiveThread, reactivateThread, type Thread } from './thread.ts'

/** One thread: its page, its end and its return, and what the client has to do in it. */
export function threadRoutes(app: App): Hono {
  const routes = new Hono()
  const db = app.db.read
  const base = '/accounts/:id/chats/:threadId'

  routes.get(base, may('signed in'), async (c) => {
    const before = toId(c.req.query('before'))
    return answer(c, { page: <ThreadPage {...(await threadPage(c, app, before))} /> })
  })

  routes.post(`${base}/archival`, may('signed in'), async (c) => {
    const { account, thread } = await threadIn(c, db)
    const parsed = parseForm(archivalForm, await readPosted(c))
    try {
      await perform(app, actorOf(c), (act) =>
        archiveThread(act, account.id, thread.id, parsed.ok ? parsed.data.seen : 0),
      )
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      return answer(c, { page: <ThreadPage {...(await threadPage(c, app))} writtenMeanwhile />, status: 409 })
    }
    return done(c, app, { to: threadPath(thread), flash: words[languageOf(c, app)].archived })
  })

  routes.post(`${base}/reactivation`, may('signed in'), async (c) => {
    const { account, thread } = await threadIn(c, db)
    await perform(app, actorOf(c), (act) => reactivateThread(act, account.id, thread.id))
    return done(c, app, { to: threadPath(thread), flash: words[languageOf(c, app)].reactivated })
  })

  const tasksNow = async (c: Context, thread: Thread, justChanged: boolean, form: FormState = blankTask()) => {
    const viewer = await viewerOf(c, app)
    const tasks = await clientTasksOf(db, thread.id)
    const today = dayIn(viewer.timeZone, app.clock())
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
    done(c, app, { to: `${threadPath(thread)}#client-tasks`, part: await tasksNow(c, thread, justChanged) })

  routes.post(`${base}/tasks`, may('signed in'), async (c) => {
    const { account, thread } = await threadIn(c, db)
    const parsed = parseForm(clientTaskForm, await readPosted(c))
    if (!parsed.ok)
      return answer(c, {
        page: <ThreadPage {...(await threadPage(c, app))} taskForm={parsed.form} />,
        part: await tasksNow(c, thread, true, parsed.form),
        status: 422,
      })
    const { once, ...task } = parsed.data
    await performOnce(app, actorOf(c), once, (act) => addClientTask(act, account.id, thread.id, task))
    return changed(c, thread, true)
  })

  const taskIdIn = (c: Context) => {
    const id = toId(c.req.param('clientTaskId'))
    if (id === null) throw notFound()
    return id
  }

  routes.post(`${base}/tasks/:clientTaskId/done`, may('signed in'), async (c) => {
    const { account, thread } = await threadIn(c, db)
    const id = taskIdIn(c)
    const parsed = parseForm(clientTaskDoneForm, await readPosted(c))
    if (parsed.ok)
      await perform(app, actorOf(c), (act) =>
        setClientTaskDone(act, account.id, thread.id, id, parsed.data.wanted === 'on'),
      )
    return changed(c, thread)
  })

  routes.post(`${base}/tasks/:clientTaskId/removal`, may('signed in'), async (c) => {
    const { account, thread } = await threadIn(c, db)
    const id = taskIdIn(c)
    await perform(app, actorOf(c), (act) => removeClientTask(act, account.id, thread.id, id))
    return changed(c, thread, true)
  })

  return routes
}
