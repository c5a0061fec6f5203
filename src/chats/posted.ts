import type { Context } from 'hono'
import { z } from 'zod'
import type { Act } from '#src/audit/audit.ts'
import { write } from '#src/audit/write.ts'
import type { Stored } from '#src/documents/add.ts'
import { discardStored, orDiscard } from '#src/platform/files/removal.ts'
import { typeOfStored } from '#src/platform/files/type.ts'
import { readUploads } from '#src/platform/files/upload.ts'
import {
  dateOrBlank,
  idField,
  line,
  lines,
  type Posted,
  parseForm,
  readPosted,
  requiredLine,
  several,
  withFiles,
  withProblem,
} from '#src/platform/web/form.ts'
import type { Draft } from '#views/chats/compose.tsx'
import { longestMessage, longestSubject } from './rules.ts'

/** How many documents one message brings, each of which is shared by a verb of its own. */
const mostChosen = 50
const messageForm = z.object({
  text: lines(longestMessage),
  document: several(idField, mostChosen),
  q: line(200),
  choose: line(10),
  back: line(300),
})
const firstMessageForm = messageForm.extend({ subject: requiredLine(longestSubject) })

export const clientTaskForm = z.object({ title: requiredLine(200), due: dateOrBlank })
export const archivalForm = z.object({ seen: line(10).transform((value) => Number(/^\d+$/.test(value) ? value : 0)) })

/** What a message's form said: a message to write, or a draft to go on with, since something is wrong or somebody wants to choose documents. */
export type PostedMessage = { back: string } & (
  | { ok: true; posted: Posted; subject: string; text: string; files: Stored[]; documents: number[] }
  | {
      ok: false
      draft: Omit<Draft, 'choosing'>
      wantsToChoose: boolean
      query: string
      documents: number[]
      status: 200 | 422
    }
)

/** Reads a message's form with the files that come with it. Files of a message that is not written are given up. */
export async function readMessage(c: Context, { isFirst = false } = {}): Promise<PostedMessage> {
  const { posted, files, isRefused } = await receive(c)
  const parsed = parseForm(isFirst ? firstMessageForm : messageForm, posted)
  let { form } = parsed
  const wantsToChoose = (form.values.choose ?? '') !== ''
  if (parsed.ok && !parsed.data.text && files.length === 0 && parsed.data.document.length === 0)
    form = withProblem(form, 'text', 'required')
  if (isRefused) form = withProblem(form, 'files', isRefused)
  const back = form.values.back ?? ''
  if (parsed.ok && !wantsToChoose && Object.keys(form.problems).length === 0) {
    const { text, document: documents } = parsed.data
    return {
      ok: true,
      back,
      subject: 'subject' in parsed.data ? String(parsed.data.subject) : '',
      posted: withFiles(posted, files),
      text,
      files,
      documents,
    }
  }
  await discardStored(c.var.app, files)
  return {
    ok: false,
    back,
    // Whoever chooses documents is not done yet: nothing is wrong.
    draft: {
      form: wantsToChoose ? { ...form, problems: {} } : form,
      lostFiles: files.length > 0 || isRefused !== null,
    },
    wantsToChoose,
    query: form.values.q ?? '',
    documents: parsed.ok ? parsed.data.document : [],
    status: wantsToChoose ? 200 : 422,
  }
}

async function receive(
  c: Context,
): Promise<{ posted: Posted; files: Stored[]; isRefused: 'file too large' | 'file empty' | 'disk full' | null }> {
  if (!(c.req.header('content-type') ?? '').startsWith('multipart/'))
    return { posted: await readPosted(c), files: [], isRefused: null }
  const files: Stored[] = []
  const received = readUploads(c, c.var.app.config.mostDocumentBytes, async (file) => {
    files.push({ ...file, type: await typeOfStored(c.var.app, file) })
  })
  const { posted, refused } = await orDiscard(c.var.app, files, received)
  return { posted, files, isRefused: refused[0]?.why ?? null }
}

/** Performs once what a message's form asks for. Where that is refused its files are left. */
export const writePosted = <T>(
  c: Context,
  { posted, files }: { posted: Posted; files: readonly Stored[] },
  verbs: (act: Act) => Promise<T>,
): Promise<T> => orDiscard(c.var.app, files, write(c, verbs, posted))
