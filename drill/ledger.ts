import type { App } from '#src/platform/app.ts'
import type { Db } from '#src/platform/db/database.ts'
import type { Report } from './report.ts'
import { count, must } from './report.ts'
import { isStored } from './site.ts'

/** One write that was sent: by its mark, which stands in nothing else, all that it left is found. */
export interface Write {
  kind: 'note' | 'edit' | 'document' | 'message' | 'import'
  mark: string
  account: number
  /** Of the bytes that it brings. */
  hash?: string
  /** How many rows an import brings. */
  rows?: number
  /** Whether its answer was read and said that it is done. */
  acknowledged: boolean
}

/** All writes that were sent, and what the server said to them. */
export class Ledger {
  readonly writes: Write[] = []
  #checked = 0

  begin(write: Omit<Write, 'acknowledged'>): Write {
    const begun = { ...write, acknowledged: false }
    this.writes.push(begun)
    return begun
  }

  /** Looks at what was written since the last time, or at everything: all of it is there, or, where nobody said so, nothing. */
  async check(app: App, report: Report, { all = false } = {}): Promise<void> {
    const writes = this.writes.slice(all ? 0 : this.#checked)
    this.#checked = this.writes.length
    for (const write of writes) {
      const found = await stateOf(app, write)
      const { kind, mark, acknowledged } = write
      if (acknowledged) must(report, found === 'whole', `an acknowledged ${kind} is ${found} (${mark})`)
      else must(report, found === 'whole' || found === 'absent', `a ${kind} is ${found} (${mark})`)
    }
    await checkEdits(app.db.read, writes, report)
  }

  get acknowledged(): number {
    return this.writes.filter((write) => write.acknowledged).length
  }

  tally(report: Report): void {
    for (const { kind, acknowledged } of this.writes) if (acknowledged) count(report, `acknowledged: ${kind}s`)
    count(report, 'sent and not acknowledged', this.writes.length - this.acknowledged)
  }
}

/** Whole, absent, or what of it is there. */
async function stateOf(app: App, write: Write): Promise<string> {
  const found = await tracesOf(app.db.read, write)
  const bytes = write.hash && found.some(([, rows]) => rows > 0) ? await isStored(app, write.hash) : true
  if (found.every(([, rows]) => rows === 0)) return 'absent'
  if (bytes && found.every(([, rows]) => rows === 1)) return 'whole'
  return `${found.map(([name, rows]) => `${rows} × ${name}`).join(', ')}${bytes ? '' : ', its bytes not'}`
}

const events = { note: 'note written', edit: 'account changed', document: 'document added', message: 'message sent' }

/** How often each row is there that the write makes: once, all of them. */
async function tracesOf(db: Db, { kind, mark, hash }: Write): Promise<[string, number][]> {
  const many = (row: { n: number | bigint | string }) => Number(row.n)
  const event = async (name: string) => {
    const query = db.selectFrom('audit_event').select((eb) => eb.fn.countAll().as('n'))
    const of = query.where('kind', '=', name)
    return many(
      await (kind === 'import'
        ? of.where('subject', '=', `${mark}.csv`)
        : // As it is now, not as it was before the next one.
          of.where('changes', 'like', `%,"${mark}%`)
      ).executeTakeFirstOrThrow(),
    )
  }
  const document = async () =>
    many(
      await db
        .selectFrom('document')
        .innerJoin('document_version as version', 'version.document_id', 'document.id')
        .select((eb) => eb.fn.countAll().as('n'))
        .where('document.name', '=', `${mark}.txt`)
        .where('version.hash', '=', hash ?? '')
        .executeTakeFirstOrThrow(),
    )
  switch (kind) {
    case 'note': {
      const rows = db.selectFrom('note').select((eb) => eb.fn.countAll().as('n'))
      return [
        ['row', many(await rows.where('text', '=', mark).executeTakeFirstOrThrow())],
        ['event', await event(events.note)],
      ]
    }
    case 'edit':
      return [['event', await event(events.edit)]]
    case 'document':
      return [
        ['row', await document()],
        ['event', await event(events.document)],
      ]
    case 'message': {
      const rows = db
        .selectFrom('message')
        .innerJoin('message_document as attached', 'attached.message_id', 'message.id')
        .select((eb) => eb.fn.countAll().as('n'))
      return [
        ['row', many(await rows.where('text', '=', mark).executeTakeFirstOrThrow())],
        ['event', await event(events.message)],
        ['attachment', await document()],
        ['event of the attachment', await event(events.document)],
      ]
    }
    case 'import':
      return [['event', await event('import started')]]
  }
}

/** An account says what the newest event of its edits says. */
async function checkEdits(db: Db, writes: readonly Write[], report: Report): Promise<void> {
  for (const id of new Set(writes.filter(({ kind }) => kind === 'edit').map(({ account }) => account))) {
    const account = await db
      .selectFrom('account')
      .select('company_region')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const newest = await db
      .selectFrom('audit_event')
      .select('changes')
      .where('account_id', '=', id)
      .where('kind', '=', events.edit)
      .where('changes', 'like', '%"company_region"%')
      .orderBy('id', 'desc')
      .executeTakeFirst()
    const said = newest ? JSON.parse(newest.changes ?? '{}').company_region?.[1] : ''
    must(
      report,
      account.company_region === said,
      `account ${id} says ${account.company_region}, its newest event ${said}`,
    )
  }
}

/** Every import that was started has come to its end, with each of its rows once. */
export async function checkImports(app: App, writes: readonly Write[], report: Report): Promise<void> {
  for (const { mark, rows = 0, acknowledged } of writes.filter(({ kind }) => kind === 'import')) {
    const one = await app.db.read
      .selectFrom('import')
      .selectAll()
      .where('file_name', '=', `${mark}.csv`)
      .where('started_at', 'is not', null)
      .executeTakeFirst()
    if (!one) {
      must(report, !acknowledged, `an acknowledged import is not there (${mark})`)
      continue
    }
    must(report, one.status === 'done', `an import is ${one.status} at row ${one.processed} of ${one.total} (${mark})`)
    if (one.status !== 'done') continue
    const found = await app.db.read.selectFrom('account').select('name').where('name', 'like', `${mark} %`).execute()
    const names = new Set(found.map(({ name }) => name))
    const exact = found.length === rows && names.size === rows && Number(one.rejected) === 0
    must(
      report,
      exact,
      `an import of ${rows} rows made ${names.size} accounts in ${found.length} rows, ${one.rejected} rejected (${mark})`,
    )
  }
}
