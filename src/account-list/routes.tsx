import { Hono } from 'hono'
import { z } from 'zod'
import { record } from '#src/audit/audit.ts'
import { write } from '#src/audit/write.ts'
import { listableFields } from '#src/fields/filter.ts'
import { findFirm } from '#src/firm/firm.ts'
import { readCursor } from '#src/platform/db/keyset.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { creates } from '#src/platform/web/creates.ts'
import { sendCsv } from '#src/platform/web/csv.ts'
import { notFound } from '#src/platform/web/errors.ts'
import { choice, idField, line, parseForm, readPosted, requiredLine, several, toId } from '#src/platform/web/form.ts'
import { addressOf, chosenColumns } from '#src/platform/web/list.ts'
import { languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { can } from '#src/staff/rights.ts'
import { activeStaff, must } from '#src/staff/staff.ts'
import { allTags } from '#src/tags/tag.ts'
import { FieldValue } from '#views/account-list/filters.tsx'
import { AccountListPage, AccountListTabs, FoundAccounts, foundAccountsText } from '#views/account-list/list.tsx'
import { words } from '#views/account-list/words.ts'
import { foundCount } from '#views/ui/list.tsx'
import { accountsAsCsv } from './export.ts'
import { type AccountFilter, readFilter, valueName, withDates, writeFilter } from './filter.ts'
import { accountPage } from './list.ts'
import { accountColumns, usualColumns } from './rules.ts'
import { removeFilter, savedFilters, saveFilter } from './saved-filter.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'accounts exported': true
  }
}

const filterForm = z.object({ name: requiredLine(60), filter: line(1000) })
const columnsForm = z.object({ column: several(choice(accountColumns)), filter: line(1000) })
const exportForm = z.object({ filter: line(1000), account: several(idField) })

export const accountListRoutes = new Hono()

const listAt = (filter: string) => addressOf('/accounts', writeFilter(readFilter(filter)))

/** Whether what was asked came from a form that has the value of the field that is chosen, and no other. */
const asksValueOf = ({ field }: AccountFilter, query: URLSearchParams) => {
  const asked = [...query.keys()].filter((name) => name.startsWith(valueName('')))
  return field ? asked.includes(valueName(field.id)) && asked.length === 1 : asked.length === 0
}

accountListRoutes.get('/accounts', may('signed in'), async (c) => {
  const staff = staffOf(c)
  const query = new URL(c.req.url).searchParams
  const fields = await listableFields(c.var.db)
  const filter = withDates(readFilter(query), fields, c.var.dates)
  const [page, own, saved, tags, people] = await Promise.all([
    accountPage(c.var.db, staff, filter, readCursor(query.get('at') ?? undefined)),
    c.var.db.selectFrom('staff').select('account_columns').where('id', '=', staff.id).executeTakeFirstOrThrow(),
    savedFilters(c.var.db, staff.id),
    allTags(c.var.db),
    activeStaff(c.var.db),
  ])
  const columns = chosenColumns(accountColumns, usualColumns, own.account_columns)
  // On one page alone the rows are counted already, and who can't act on them need not know.
  const isWhole = !page.previous && !page.next
  const { count, isMore } = isWhole || !can(staff, 'act in bulk') ? { count: 0, isMore: !isWhole } : await page.count()
  const found = { count: Math.max(count, page.rows.length), isMore }
  const props = { ...page, ...found, viewer: await viewerOf(c), filter, saved, tags, people, fields, columns }
  const value = { target: '#field-value', region: <FieldValue {...props} /> }
  return answer(c, {
    page: <AccountListPage {...props} />,
    part: <FoundAccounts {...props} />,
    also: [
      { target: '#list-tabs', region: <AccountListTabs {...props} /> },
      foundCount(foundAccountsText(props)),
      // Somebody may be typing into it: it is exchanged only where it is another field's.
      ...(asksValueOf(filter, query) ? [] : [value]),
    ],
    at: listAt(String(query)),
  })
})

accountListRoutes.post('/accounts/columns', may('signed in', 'one’s own columns'), async (c) => {
  const parsed = parseForm(columnsForm, await readPosted(c))
  const filter = parsed.form.values.filter ?? ''
  if (parsed.ok) {
    const chosen = JSON.stringify(parsed.data.column)
    await write(c, ({ trx }) =>
      trx.updateTable('staff').set({ account_columns: chosen }).where('id', '=', staffOf(c).id).execute(),
    )
  }
  return done(c, { to: listAt(filter), flash: words[languageOf(c)].columnsSaved })
})

accountListRoutes.post('/accounts/filters', may('signed in', 'one’s own filters'), creates(), async (c) => {
  const parsed = parseForm(filterForm, await readPosted(c))
  const to = listAt(parsed.form.values.filter ?? '')
  if (!parsed.ok) return c.redirect(to, 303)
  const query = String(writeFilter(readFilter(parsed.data.filter)))
  await write(c, (act) => saveFilter(act, staffOf(c).id, parsed.data.name, query))
  return done(c, { to, flash: words[languageOf(c)].filterSaved })
})

accountListRoutes.post('/accounts/filters/:id/removal', may('signed in', 'one’s own filters'), async (c) => {
  const id = toId(c.req.param('id'))
  if (id === null) throw notFound()
  const [{ numDeletedRows }] = (await write(c, (act) => removeFilter(act, staffOf(c).id, id))) as [
    { numDeletedRows: bigint },
  ]
  if (numDeletedRows === 0n) throw notFound()
  return done(c, { to: '/accounts', flash: words[languageOf(c)].filterRemoved })
})

accountListRoutes.post('/accounts/export', may('manage accounts'), async (c) => {
  const parsed = parseForm(exportForm, await readPosted(c))
  // Ticked accounts alone, or all that the filter shows.
  const ticked = (parsed.form.lists.account ?? []).map((id): [string, string] => ['account', id])
  const filter = readFilter(ticked.length > 0 ? ticked : parsed.form.values.filter)
  const firm = await findFirm(c.var.db)
  const staff = await write(c, async (act) => {
    const reader = await must(act, 'manage accounts')
    await record(act, { kind: 'accounts exported', changes: { filters: [null, String(writeFilter(filter)) || '—'] } })
    return reader!
  })
  const csv = accountsAsCsv(c.var.db, staff, filter, languageOf(c), firm?.country ?? '')
  return sendCsv(c, `accounts-${c.var.app.clock().toISOString().slice(0, 10)}.csv`, csv)
})
