import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { write } from '#src/audit/write.ts'
import { findFirm } from '#src/firm/firm.ts'
import { streamStored } from '#src/platform/files/awaited.ts'
import { readUpload } from '#src/platform/files/upload.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { cleanLine } from '#src/platform/language/invisible.ts'
import { dateOrders } from '#src/platform/language/typed-date.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { creates } from '#src/platform/web/creates.ts'
import { sendCsv } from '#src/platform/web/csv.ts'
import { Conflict, Refusal } from '#src/platform/web/errors.ts'
import { choice, line, parseForm, readPosted, several, toId, version, withFiles } from '#src/platform/web/form.ts'
import { polled } from '#src/platform/web/poll.ts'
import { languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { ImportListPage } from '#views/imports/list.tsx'
import { Mapping, MappingPage, problemLine } from '#views/imports/mapping.tsx'
import { ImportPage, ImportState } from '#views/imports/progress.tsx'
import { fileWords, words } from '#views/imports/words.ts'
import { problemWords } from '#views/ui/problem-words.ts'
import type { Reading } from './csv.ts'
import { decisionsOf } from './decision.ts'
import { encodings } from './encoding.ts'
import { toMapping } from './fields.ts'
import { canGoOn, retryImport } from './giving-up.ts'
import {
  addImport,
  cancelImport,
  decideRows,
  findImport,
  type Import,
  type ImportOptions,
  importsOf,
  mapImport,
  mappingOf,
  openSource,
  optionsOf,
  readImport,
  rejectionsOf,
  repeatImport,
  rowsIn,
  type Source,
  saysTheSame,
  startImport,
} from './import.ts'
import { type Preview, type PreviewAt, previewOf } from './preview.ts'
import { rejectionsAsCsv } from './report.ts'
import { type Decision, delimiterOf, doubtfulChoices, existingChoices, separators } from './rules.ts'

const mostBytes = 200 * 1024 * 1024
const mostInWords = '200 MB'
const shownRejections = 50
const orBlank = <const T extends readonly string[]>(values: T) => choice(['', ...values])
const mappingForm = z.object({
  version,
  column: several(line(60)),
  order: choice(dateOrders),
  existing: choice(existingChoices),
  doubtful: orBlank(doubtfulChoices),
  // As what the file is read; what is not asked of a card is blank.
  encoding: orBlank(encodings),
  separator: orBlank(separators),
  heading: orBlank(['yes', 'no']),
  // The doubtful rows that stand on the page, and of each what is chosen.
  row: several(line(10)),
  decision: several(line(60)),
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

importRoutes.post('/imports', may('manage contacts'), creates(), async (c) => {
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

/** Which page of the preview, and which of the doubtful rows, stands in the address. */
const previewAt = (c: Context): PreviewAt => ({
  rows: toId(c.req.query('rows')) ?? 0,
  doubts: toId(c.req.query('doubts')) ?? 0,
})

interface Shown {
  problem?: string
  status?: 409 | 422
  /** As it is now, where somebody has changed it since. */
  theirs?: Import
  decisions?: ReadonlyMap<number, Decision>
}

const mappingPage = async (c: Context, one: Import, source: Source, { status, decisions, ...shown }: Shown = {}) => {
  const at = previewAt(c)
  const preview = await previewOf(c.var.db, staffOf(c), source, one, { at, ...(decisions ? { decisions } : {}) })
  let example: string[] = []
  for await (const row of source.rows([])) {
    example = row.cells.map(cleanLine)
    break
  }
  const props = {
    viewer: await viewerOf(c),
    one,
    headings: source.headings,
    product: source.product,
    reading: source.reading,
    example,
    mapping: mappingOf(one),
    options: optionsOf(one),
    preview,
    at,
    ...shown,
  }
  return answer(c, { page: <MappingPage {...props} />, part: <Mapping {...props} />, status: status ?? 200 })
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
  if (!parsed.ok)
    return mappingPage(c, one, source, { status: 422, problem: problemWords[languageOf(c)]['not a choice'] })
  const { column, order, existing, next, row, decision } = parsed.data
  const doubtful = parsed.data.doubtful || optionsOf(one).doubtful
  const reading = changedReading(parsed.data, optionsOf(one), source)
  const options = { ...optionsOf(one), order, existing, doubtful, ...reading }
  const w = words[languageOf(c)]
  if (reading) return readAnew(c, one, source, options, parsed.data.version)
  const mapping = toMapping(column.slice(0, source.headings.length))
  const changed = { ...one, mapping: JSON.stringify(mapping), options: JSON.stringify(options) }
  const chosen = mapping.filter((key) => key !== null)
  const twice = new Set(chosen).size < chosen.length
  if (twice || (one.format === 'csv' && chosen.length === 0))
    return mappingPage(c, changed, source, { status: 422, problem: twice ? w.mappedTwice : w.mapName })
  const before = saysTheSame(one, changed) ? await decisionsOf(c.var.db, one.id) : new Map<number, Decision>()
  const at = previewAt(c)
  const { offered } = await previewOf(c.var.db, staffOf(c), source, changed, { at, decisions: before })
  const decided = newDecisions(row, decision, offered)
  const decisions = new Map([...before, ...decided].flatMap(([number, said]) => (said ? [[number, said]] : [])))
  const isStart = next === 'start'
  const { total, undecided } = isStart
    ? await previewOf(c.var.db, staffOf(c), source, changed, { decisions })
    : { total: 0, undecided: 0 }
  try {
    await write(c, async (act) => {
      await mapImport(act, one.id, mapping, options, { version: parsed.data.version || undefined })
      await decideRows(act, one.id, decided)
      if (isStart && undecided === 0) await startImport(act, one.id, total)
    })
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    const theirs = error.theirs as Import
    const mine = { ...theirs, mapping: changed.mapping, options: changed.options }
    return mappingPage(c, mine, source, { status: 409, theirs, decisions })
  }
  if (undecided > 0)
    return mappingPage(c, await importIn(c), source, {
      status: 422,
      problem: w.undecided(formatsIn(languageOf(c)).count(undecided)),
    })
  return c.redirect(here(one.id, at), 303)
})

const here = (id: number, { rows, doubts }: PreviewAt) => {
  const query = new URLSearchParams({
    ...(rows ? { rows: `${rows}` } : {}),
    ...(doubts ? { doubts: `${doubts}` } : {}),
  })
  return `${atImport(id)}${query.size > 0 ? `?${query}` : ''}`
}

/** As what the file is to be read from now on, where that is not as it was read for the page; else null. */
function changedReading(
  said: { encoding: string; separator: string; heading: string },
  now: Reading,
  { reading }: Source,
): Reading | null {
  const wanted = {
    encoding: said.encoding || reading.encoding,
    delimiter: delimiterOf(said.separator) ?? reading.delimiter,
    hasHeading: said.heading === '' ? reading.hasHeading : said.heading === 'yes',
  } as Reading
  const of = <Key extends keyof Reading>(key: Key) => (wanted[key] === reading[key] ? now[key] : wanted[key])
  const changed = { encoding: of('encoding'), delimiter: of('delimiter'), hasHeading: of('hasHeading') }
  const isChanged = (Object.keys(changed) as (keyof Reading)[]).some((key) => changed[key] !== now[key])
  return isChanged ? changed : null
}

/** Keeps that a file is read in another way, with the columns that it has then; says so where it can't be. */
async function readAnew(c: Context, one: Import, source: Source, options: ImportOptions, formVersion: number) {
  const text = JSON.stringify(options)
  const anew = await sourceIn(c, { ...one, options: text })
  if (anew.problem) return mappingPage(c, one, source, { status: 422, problem: fileWords[languageOf(c)][anew.problem] })
  const total = await rowsIn(anew)
  try {
    await write(c, (act) => mapImport(act, one.id, anew.guessed, options, { version: formVersion || undefined, total }))
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    const theirs = error.theirs as Import
    return mappingPage(c, { ...theirs, mapping: JSON.stringify(anew.guessed), options: text }, anew, {
      status: 409,
      theirs,
    })
  }
  return c.redirect(atImport(one.id), 303)
}

/** What is chosen of the doubtful rows on the page, of what was offered for each; null for one that is left open. */
function newDecisions(
  rows: readonly string[],
  chosen: readonly string[],
  offered: Preview['offered'],
): Map<number, Decision | null> {
  const decisions = new Map<number, Decision | null>()
  for (const [i, text] of rows.entries()) {
    const row = toId(text)
    const choices = row === null ? undefined : offered.get(row)
    const decision = chosen[i] as Decision
    if (row === null || !choices) continue
    if (chosen[i] === '' || choices.has(decision)) decisions.set(row, decision || null)
  }
  return decisions
}

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

importRoutes.post('/imports/:id/repetition', may('manage contacts'), creates(), async (c) => {
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
