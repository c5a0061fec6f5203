import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Dice } from '#src/demo/dice.ts'
import { formsOf } from '#src/testing/page-forms.ts'
import type { Crew } from './crew.ts'
import { type Answer, ask, Silence } from './http.ts'
import type { Write } from './ledger.ts'
import { multipart } from './multipart.ts'
import { sha256 } from './site.ts'

let marks = 0
/** One that no other write has, and that is no beginning of another. */
export const newMark = (): string => `drill-${process.pid}-${++marks}-`

const kinds = ['note', 'edit', 'document', 'message', 'note', 'document', 'edit', 'message', 'import'] as const
const importRows = 150

/** Writes until the signal comes, and then until the answers under way are there or lost. */
export async function writeUntil(crew: Crew, stop: AbortSignal): Promise<void> {
  await Promise.all(kinds.map((kind, lane) => writeInLane(crew, kind, lane, stop)))
}

async function writeInLane(crew: Crew, kind: Write['kind'], lane: number, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const done = await write(crew, kind, crew.places.accounts[lane]!)
    // The server may be away; and imports are to be in the queue, not to fill it.
    if (!done) await sleep(100)
    else if (kind === 'import') await sleep(300)
  }
}

/** One write. True where the server acknowledged it. Never rejects: what it met is counted. */
export async function write(crew: Crew, kind: Write['kind'], account: number): Promise<boolean> {
  const mark = newMark()
  const seen = (what: string) => crew.outcomes.set(what, (crew.outcomes.get(what) ?? 0) + 1)
  try {
    const answer = await verbs[kind](crew, account, mark)
    seen(answer.status >= 500 && answer.text.trim() === '' ? `${answer.status}, empty` : String(answer.status))
    return answer.status === 303
  } catch (error) {
    const code = (error as { code?: string }).code
    seen(
      error instanceof Silence
        ? 'no answer'
        : code === 'ECONNREFUSED'
          ? 'connection refused'
          : `connection lost (${kind})`,
    )
    return false
  }
}

type Verb = (crew: Crew, account: number, mark: string) => Promise<Answer>

/** Sends what is to be acknowledged, and keeps in the ledger whether it was. */
async function sending(crew: Crew, write: Omit<Write, 'acknowledged'>, send: () => Promise<Answer>): Promise<Answer> {
  const begun = crew.ledger.begin(write)
  const answer = await send()
  begun.acknowledged = answer.status === 303
  return answer
}

export const post = ({ site, owner }: Crew, path: string, fields: [string, string][] = []) =>
  ask(site.origin, {
    method: 'POST',
    path,
    headers: { cookie: owner.cookie, 'content-type': 'application/x-www-form-urlencoded' },
    body: String(new URLSearchParams([['form_token', owner.formToken], ...fields])),
  })

const get = ({ site, owner }: Crew, path: string) => ask(site.origin, { path, headers: { cookie: owner.cookie } })

export function upload(
  { site, owner }: Crew,
  path: string,
  fields: [string, string][],
  name: string,
  bytes: Buffer,
  field = 'files',
) {
  const { type, body } = multipart([['form_token', owner.formToken], ...fields], [{ field, name, bytes }])
  return ask(site.origin, { method: 'POST', path, headers: { cookie: owner.cookie, 'content-type': type }, body })
}

/** Text, so that the product has nothing to look for in it. */
const someBytes = (mark: string, dice: Dice) =>
  Buffer.from(`${mark}\n${randomBytes(dice.below(20_000)).toString('hex')}`)

/** Begins the thread to which the messages of an account go. */
function beginThread(crew: Crew, account: number): Promise<Answer> {
  const fields: [string, string][] = [
    ['form_token', crew.owner.formToken],
    ['subject', 'Drill'],
    ['text', 'First'],
  ]
  const { type, body } = multipart(fields, [])
  const headers = { cookie: crew.owner.cookie, 'content-type': type }
  return ask(crew.site.origin, { method: 'POST', path: `/accounts/${account}/chats`, headers, body })
}

const verbs: Record<Write['kind'], Verb> = {
  note: (crew, account, mark) =>
    sending(crew, { kind: 'note', mark, account }, () => post(crew, `/accounts/${account}/notes`, [['text', mark]])),

  async edit(crew, account, mark) {
    const page = await get(crew, `/accounts/${account}/details/edit`)
    const form = formsOf(page.text).find(
      ({ action, method }) => method === 'POST' && action === `/accounts/${account}/details`,
    )
    if (!form) return page
    const fields = form.fields.filter(([name]) => name !== 'company_region' && name !== 'form_token')
    return sending(crew, { kind: 'edit', mark, account }, () =>
      post(crew, form.action, [...fields, ['company_region', mark]]),
    )
  },

  document(crew, account, mark) {
    const bytes = someBytes(mark, crew.dice)
    return sending(crew, { kind: 'document', mark, account, hash: sha256(bytes) }, () =>
      upload(crew, `/accounts/${account}/documents`, [['folder', 'top']], `${mark}.txt`, bytes),
    )
  },

  async message(crew, account, mark) {
    const { threads } = crew
    if (!threads.has(account)) {
      const begun = await beginThread(crew, account)
      const path = /^\/accounts\/\d+\/chats\/\d+/.exec(begun.headers.location ?? '')?.[0]
      if (!path) return begun
      threads.set(account, path)
    }
    const bytes = someBytes(mark, crew.dice)
    return sending(crew, { kind: 'message', mark, account, hash: sha256(bytes) }, () =>
      upload(crew, `${threads.get(account)}/messages`, [['text', mark]], `${mark}.txt`, bytes),
    )
  },

  async import(crew, account, mark) {
    const lines = Array.from({ length: importRows }, (_, i) => `${mark} ${i},Individual,${mark}first,Last ${i}`)
    const file = Buffer.from(`Account Name,Account Type,First Name,Last Name\n${lines.join('\n')}\n`)
    const added = await upload(crew, '/imports', [], `${mark}.csv`, file, 'file')
    const path = added.headers.location
    if (added.status !== 303 || !path) return added
    const page = await get(crew, path)
    const form = formsOf(page.text).find(({ action }) => action === `${path}/mapping`)
    if (!form) return page
    const fields = form.fields.filter(([name]) => name !== 'next' && name !== 'form_token')
    return sending(crew, { kind: 'import', mark, account, rows: importRows }, () =>
      post(crew, form.action, [...fields, ['next', 'start']]),
    )
  },
}
