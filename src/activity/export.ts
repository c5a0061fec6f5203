import { Readable } from 'node:stream'
import type { Exporting, ExportPart } from '#src/accounts/export.ts'
import { eventsFor } from '#src/accounts/visible-events.ts'
import type { ZipEntry } from '#src/platform/files/zip.ts'
import { datesFor } from '#src/platform/language/format.ts'
import { dateOrderIn } from '#src/platform/language/typed-date.ts'
import { csvOf } from '#src/platform/web/csv.ts'
import { visibleChanges } from '#views/audit/changes.ts'
import { kindText } from '#views/audit/event-words.ts'
import { words } from '#views/audit/words.ts'

const eventsAtATime = 500

/** Everything that happened to the account, the newest first. Read page by page. */
export async function* activityExport(exporting: Exporting): AsyncGenerator<ExportPart> {
  yield { file: { name: 'activity.csv', open: () => csvOf(activityRows(exporting), exporting.country) } }
}

async function* activityRows({
  app,
  account,
  staff,
  language,
  country,
  timeZone,
}: Exporting): AsyncGenerator<string[]> {
  const w = words[language]
  const reader = { language, staff, dateOrder: dateOrderIn(country), timeZone }
  const { time } = datesFor(reader)
  yield [w.when, w.who, w.what, w.changed]
  let before: number | undefined
  do {
    const page = await eventsFor(app, staff, { accountId: account.id, before }, eventsAtATime)
    for (const event of page.events) {
      const { at, actor, kind } = event
      const told = visibleChanges(reader, event).map(({ label, old, now }) =>
        old === null && now === null ? label : `${label}: ${[old, now].filter((text) => text !== null).join(' → ')}`,
      )
      yield [time(at), actor, kindText(language, kind), told.join('; ')]
    }
    before = page.more ? page.events.at(-1)?.id : undefined
  } while (before)
}

/** One account whole: account.json with what every noun knows of it, and their files. Files are opened as they are read. */
export async function wholeAccount(exporting: Exporting): Promise<AsyncIterable<ZipEntry>> {
  const facts: Record<string, unknown> = { exported_at: exporting.app.clock().toISOString() }
  const files: (Iterable<ZipEntry> | AsyncIterable<ZipEntry>)[] = []
  for (const module of exporting.app.modules)
    for await (const part of module.accountExport?.(exporting) ?? []) {
      if ('facts' in part) Object.assign(facts, part.facts)
      else files.push('file' in part ? [part.file] : part.files)
    }
  const json = Buffer.from(`${JSON.stringify(facts, null, 2)}\n`)
  return inTurn([[{ name: 'account.json', open: () => Readable.from([json]) }], ...files])
}

async function* inTurn<T>(all: readonly (Iterable<T> | AsyncIterable<T>)[]): AsyncGenerator<T> {
  for (const some of all) yield* some
}
