import { type Context, Hono } from 'hono'
import { write } from '#src/audit/write.ts'
import { findFirm } from '#src/firm/firm.ts'
import { isUniqueViolation } from '#src/platform/db/locked.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { creates } from '#src/platform/web/creates.ts'
import { Conflict } from '#src/platform/web/errors.ts'
import { emptyForm, type FormState, line, parseForm, readPosted, toId, withProblem } from '#src/platform/web/form.ts'
import { languageOf, may, viewerOf } from '#src/staff/gate.ts'
import { rateField, ServicePage, ServicesPage, typedRate } from '#views/time/services.tsx'
import { words } from '#views/time/words.ts'
import type { Rounding } from './duration.ts'
import { readRate, roundingForm, serviceForm } from './form.ts'
import { rateOf } from './rules.ts'
import {
  allServices,
  changeService,
  createService,
  findService,
  firmCurrency,
  ratesOf,
  type Service,
  setRounding,
} from './service.ts'

/** What time is entered for and what it costs. Services are what invoices are made of: whoever manages those, manages these. */
export const serviceRoutes = new Hono()

const to = '/settings/services'
const serviceIn = (c: Context) => findService(c.var.db, toId(c.req.param('id')))
const saved = (c: Context) => done(c, { to, flash: words[languageOf(c)].saved })

const listPage = async (c: Context, form: FormState, status: 200 | 422) => {
  const [services, currency, firm] = await Promise.all([
    allServices(c.var.db),
    firmCurrency(c.var.db),
    findFirm(c.var.db),
  ])
  const props = { viewer: await viewerOf(c), services, currency, form, rounding: firm?.time_rounding ?? 0 }
  return answer(c, { page: <ServicesPage {...props} />, status })
}

serviceRoutes.get('/settings/services', may('manage invoices'), (c) => listPage(c, emptyForm(), 200))

serviceRoutes.post('/settings/services', may('manage invoices'), creates(), async (c) => {
  const parsed = parseForm(serviceForm, await readPosted(c))
  if (!parsed.ok) return listPage(c, parsed.form, 422)
  const read = readRate(parsed.data.rate, await firmCurrency(c.var.db))
  if ('problem' in read) return listPage(c, withProblem(parsed.form, 'rate', read.problem), 422)
  const fields = { name: parsed.data.name, rate: read.rate, is_active: 1 }
  try {
    await write(c, (act) => createService(act, fields))
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    return listPage(c, withProblem(parsed.form, 'name', 'taken'), 422)
  }
  return saved(c)
})

serviceRoutes.post('/settings/services/rounding', may('manage invoices'), async (c) => {
  const parsed = parseForm(roundingForm, await readPosted(c))
  if (!parsed.ok) return listPage(c, emptyForm(), 422)
  await write(c, (act) => setRounding(act, Number(parsed.data.rounding) as Rounding))
  return saved(c)
})

const servicePage = async (c: Context, service: Service, form: FormState | null, status: 200 | 409 | 422) => {
  const viewer = await viewerOf(c)
  const [people, currency] = await Promise.all([ratesOf(c.var.db, service), firmCurrency(c.var.db)])
  const values = {
    name: service.name,
    rate: typedRate(viewer, rateOf(service)),
    is_active: service.is_active ? 'on' : '',
    version: String(service.version),
    ...Object.fromEntries(people.map(({ id, rate }) => [rateField(id), typedRate(viewer, rate)])),
  }
  const props = { viewer, service, people, currency, form: form ?? emptyForm(values), conflict: status === 409 }
  return answer(c, { page: <ServicePage {...props} />, status })
}

serviceRoutes.get('/settings/services/:id/edit', may('manage invoices'), async (c) =>
  servicePage(c, await serviceIn(c), null, 200),
)

serviceRoutes.post('/settings/services/:id', may('manage invoices'), async (c) => {
  const service = await serviceIn(c)
  const people = await ratesOf(c.var.db, service)
  const rateFields = Object.fromEntries(people.map(({ id }) => [rateField(id), line(30)]))
  const parsed = parseForm(serviceForm.extend(rateFields), await readPosted(c))
  if (!parsed.ok) return servicePage(c, service, parsed.form, 422)
  const { form } = parsed
  const data = parsed.data as typeof parsed.data & Record<string, string>
  const currency = await firmCurrency(c.var.db)
  const read = (field: string) => ({ field, ...readRate(data[field]!, currency) })
  const rates = ['rate', ...people.map(({ id }) => rateField(id))].map(read)
  const wrong = rates.find((one) => 'problem' in one)
  if (wrong && 'problem' in wrong) return servicePage(c, service, withProblem(form, wrong.field, wrong.problem), 422)
  const rateIn = (field: string) => {
    const one = rates.find((rate) => rate.field === field)
    return one && 'rate' in one ? one.rate : null
  }
  const fields = { name: String(data.name), rate: rateIn('rate'), is_active: parsed.data.is_active === 'on' ? 1 : 0 }
  const own = new Map(people.map(({ id }) => [id, rateIn(rateField(id))]))
  try {
    await write(c, (act) => changeService(act, service.id, Number(parsed.data.version), fields, own))
  } catch (error) {
    if (error instanceof Conflict) return servicePage(c, error.theirs, form, 409)
    if (!isUniqueViolation(error)) throw error
    return servicePage(c, service, withProblem(form, 'name', 'taken'), 422)
  }
  return saved(c)
})
