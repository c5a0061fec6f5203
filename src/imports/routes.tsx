import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { write } from '#src/audit/write.ts'
import { findFirm } from '#src/firm/firm.ts'
import { streamStored } from '#src/platform/files/awaited.ts'
import { readUpload } from '#src/platform/files/upload.ts'
import { cleanLine } from '#src/platform/language/invisible.ts'
import { dateOrders } from '#src/platform/language/typed-date.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { sendCsv } from '#src/platform/web/csv.ts'
import { Refusal } from '#src/platform/web/errors.ts'
import { choice, line, parseForm, readPosted, several, toId, withFiles } from '#src/platform/web/form.ts'
import { polled } from '#src/platform/web/poll.ts'
import { languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { ImportListPage } from '#views/imports/list.tsx'
import { MappingPage, problemLine } from '#views/imports/mapping.tsx'
import { ImportPage, ImportState } from '#views/imports/progress.tsx'
import { fileWords, words } from '#views/imports/words.ts'
import { problemWords } from '#views/ui/problem-words.ts'
import { toMapping } from './fields.ts'
import { canGoOn, retryImport } from './giving-up.ts'
import {
  addImport,
  cancelImport,
  findImport,
  type Import,
  importsOf,
  mapImport,
  mappingOf,
  openSource,
  optionsOf,
  previewOf,
  readImport,
  rejectionsOf,
  repeatImport,
  type Source,
  startImport,
} from './import.ts'
import { rejectionsAsCsv } from './report.ts'
import { existingChoices } from './rules.ts'

const mostBytes = 200 * 1024 * 1024
const mostInWords = '200 MB'
const shownRejections = 50
const mappingForm = z.object({
  column: several(line(60)),
  order: choice(dateOrders),
  existing: choice(existingChoices),
  // The button that was pressed; Enter in a field presses none of them, and shows the preview.
  next: line(10),
})

function orGone(error: unknown): never {
  throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? new Refusal(404, 'file gone') : error
}

export const importRoutes = new Hono()

const importIn = (c: Context) => findImport(c.var.db, staffOf(c), toId(c.req.param('id')))
const atImport = (id: number) => `/imports/${id}`
/** What an import is of, for somebody who waits for a page. Throws 404 where its bytes are missing, StoreError where the store is away. */
const sourceIn = (c: Context, one: Import) => openSource(c.var.app, one, streamStored).catch(orGone)

const listPage = async (c: Context, problem?: string, status: 200 | 413 | 422 = 200) => {
  const imports = await importsOf(c.var.db, staffOf(c))
    .leftJoin('staff', 'staff.id', 'import.staff_id')
    .selectAll('import')
    .select('staff.name')
    .orderBy('import.id', 'desc')
    .limit(50)
    .execute()
  const viewer = await viewerOf(c)
  return answer(c, {
    page: <ImportListPage viewer={viewer} imports={imports} most={mostInWords} problem={problem} />,
    status,
  })
}

importRoutes.get('/imports', may('manage contacts'), (c) => listPage(c))

importRoutes.post('/imports', may('manage contacts'), async (c) => {
  const { posted, file, tooLarge } = await readUpload(c, mostBytes)
  const said = problemWords[languageOf(c)]
  if (tooLarge) return listPage(c, said['file too large'], 413)
  if (!file) return listPage(c, said['file missing'], 422)
  const read = await readImport(c.var.app, file, streamStored).catch(orGone)
  if (read.problem) return listPage(c, fileWords[languageOf(c)][read.problem], 422)
  // As the firm itself writes dates, until somebody says that the file does not.
  const options = JSON.stringify({ order: c.var.dates.order })
  const id = await write(c, (act) => addImport(act, { ...read, options }), withFiles(posted, [file]))
  return c.redirect(atImport(id), 303)
})

const mappingPage = async (c: Context, one: Import, source: Source, problem?: string) => {
  const preview = await previewOf(source, one)
  let example: string[] = []
  for await (const row of source.rows([])) {
    example = row.cells.map(cleanLine)
    break
  }
  const props = {
    one,
    headings: source.headings,
    product: source.product,
    example,
    mapping: mappingOf(one),
    options: optionsOf(one),
    preview,
    problem,
  }
  return answer(c, { page: <MappingPage viewer={await viewerOf(c)} {...props} />, status: problem ? 422 : 200 })
}

const statePage = async (c: Context, one: Import) => {
  const viewer = await viewerOf(c)
  const rejections = (await rejectionsOf(c.var.db, one.id, 0, shownRejections)).map((row) => ({
    number: row.row_number,
    problems: JSON.parse(row.problems).map(problemLine.bind(null, viewer)).join(' · ') as string,
  }))
  const props = { viewer, one, rejections, canGoOn: canGoOn(one) }
  return answer(c, { page: <ImportPage {...props} />, part: <ImportState {...props} /> })
}

importRoutes.get('/imports/:id', may('manage contacts'), polled(), async (c) => {
  const one = await importIn(c)
  if (one.status !== 'ready') return statePage(c, one)
  const source = await sourceIn(c, one)
  if (source.problem) return statePage(c, { ...one, status: 'failed', error: source.problem })
  return mappingPage(c, one, source)
})

importRoutes.post('/imports/:id/mapping', may('manage contacts'), async (c) => {
  const one = await importIn(c)
  const parsed = parseForm(mappingForm, await readPosted(c))
  const source = await sourceIn(c, one)
  if (source.problem || one.status !== 'ready') return c.redirect(atImport(one.id), 303)
  if (!parsed.ok) return mappingPage(c, one, source, problemWords[languageOf(c)]['not a choice'])
  const { column, order, existing, next } = parsed.data
  const mapping = toMapping(column.slice(0, source.headings.length))
  const changed = { ...one, mapping: JSON.stringify(mapping), options: JSON.stringify({ order, existing }) }
  const chosen = mapping.filter((key) => key !== null)
  const w = words[languageOf(c)]
  if (new Set(chosen).size < chosen.length) return mappingPage(c, changed, source, w.mappedTwice)
  if (one.format === 'csv' && chosen.length === 0) return mappingPage(c, changed, source, w.mapName)
  const { total } = next === 'start' ? await previewOf(source, changed) : { total: 0 }
  await write(c, async (act) => {
    await mapImport(act, one.id, mapping, { order, existing })
    if (next === 'start') await startImport(act, one.id, total)
  })
  return c.redirect(atImport(one.id), 303)
})

importRoutes.post('/imports/:id/cancellation', may('manage contacts'), async (c) => {
  const one = await importIn(c)
  await write(c, (act) => cancelImport(act, one.id))
  return done(c, { to: atImport(one.id), flash: words[languageOf(c)].statuses.cancelled })
})

importRoutes.post('/imports/:id/retry', may('manage contacts'), async (c) => {
  const one = await importIn(c)
  await write(c, (act) => retryImport(act, one.id))
  return c.redirect(atImport(one.id), 303)
})

importRoutes.post('/imports/:id/repetition', may('manage contacts'), async (c) => {
  const one = await importIn(c)
  const id = await write(c, (act) => repeatImport(act, one))
  return c.redirect(atImport(id), 303)
})

importRoutes.get('/imports/:id/rejections.csv', may('manage contacts'), async (c) => {
  const one = await importIn(c)
  const viewer = await viewerOf(c)
  const source = await sourceIn(c, one)
  const w = words[viewer.language]
  const headings = [
    w.report.row,
    w.report.problem,
    ...(source.problem || source.headings.length === 0 ? [one.file_name] : source.headings),
  ]
  const firm = await findFirm(c.var.db)
  const explain = (problems: string) => JSON.parse(problems).map(problemLine.bind(null, viewer)).join(' · ')
  return sendCsv(c, `rejected-${one.id}.csv`, rejectionsAsCsv(c.var.db, one.id, headings, firm?.country ?? '', explain))
})
