import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { makeWeb, permissionsOf } from '#src/app.tsx'
import { commandLineActor } from '#src/audit/audit.ts'
import { type AuditEvent, events as eventsOf } from '#src/audit/events.ts'
import { makeDemoFirm } from '#src/demo/demo.ts'
import { modules } from '#src/modules.ts'
import type { App } from '#src/platform/app.ts'
import { clientBrowserFor } from '#src/testing/browser-like.ts'
import { makeSampleWorld, type SampleWorld } from '#src/testing/sample-world.ts'
import { allForms, chosenIn, sampleOf, sendForm } from '#src/testing/sweep.ts'
import { emptyApp, password } from '#src/testing/world.ts'
import { visibleChanges } from '#views/audit/changes.ts'
import { fieldWords } from '#views/audit/event-words.ts'
import type { FieldWords } from '#views/audit/words.ts'

// What events tell of old and new values, read as a Portuguese owner reads it: nothing as it is stored.

const reader = {
  language: 'pt',
  dateOrder: 'dmy',
  timeZone: 'Europe/Lisbon',
  staff: { role: 'owner', rights: new Set<never>() },
} as const

const stored = new Set(['on', 'off', 'true', 'false', 'null', 'undefined', 'yes', 'no'])
for (const { values } of Object.values<FieldWords>(fieldWords))
  if (values && typeof values.pt !== 'function')
    for (const [value, word] of Object.entries(values.pt)) if (value !== word) stored.add(value)

const isRaw = (value: string) =>
  /\b\d{4}-\d\d-\d\d\b|^-?\d+\.\d\d [A-Z]{3}$|^[{[]|\w=\w/.test(value) ||
  value.split(', ').some((one) => stored.has(one))

/** A number is a number, unless it stands for yes or no. */
const counts = new Set(['accounts', 'rows', 'number', 'content_of', 'days_before', 'retention_years', 'values', 'left'])
/** What people have written stays as they wrote it. */
const written = new Set(['help', 'heading', 'note', 'message', 'internal_message', 'comment', 'details', 'time_work'])

function rawIn({ kind, changes }: AuditEvent): string[] {
  const told = visibleChanges(reader, { kind, changes })
  return Object.keys(changes).flatMap((field, i) =>
    [told[i]!.old, told[i]!.now]
      .filter((value) => value !== null && !written.has(field))
      .filter((value) => (counts.has(field) ? !/^[\d {2}.]*$/.test(value!) : isRaw(value!)))
      .map((value) => `${kind}: ${told[i]!.label}: ${value}`),
  )
}

async function eventsIn(app: App): Promise<AuditEvent[]> {
  const all: AuditEvent[] = []
  let before: number | undefined
  do {
    const page = await eventsOf(app.db.read, { before }, 500)
    all.push(...page.events)
    before = page.more ? page.events.at(-1)?.id : undefined
  } while (before)
  return all
}

const rawAmong = (events: readonly AuditEvent[]) => [...new Set(events.flatMap(rawIn))]

describe('the values that events tell of', () => {
  it('are in the reader’s words in the demo firm', async () => {
    const app = await emptyApp('sqlite')
    await makeDemoFirm(app, commandLineActor, password)
    const events = await eventsIn(app)
    assert.ok(events.length > 2000)
    assert.deepEqual(rawAmong(events), [])
  })

  it('are in the reader’s words whatever form was sent', async () => {
    const forms = await allForms()
    const routes = permissionsOf(makeWeb({ modules, config: { publicUrl: '', trustedProxies: [] } } as never)).filter(
      ({ method, permission }) => method === 'POST' && permission !== 'anyone',
    )
    let world: SampleWorld | undefined
    const [kinds, raw] = [new Set<string>(), new Set<string>()]
    const look = async () => {
      for (const event of world ? await eventsIn(world.app) : []) {
        kinds.add(event.kind)
        for (const value of rawIn(event)) raw.add(value)
      }
    }
    for (const [i, { path: route, permission }] of routes.entries()) {
      if (i % 12 === 0) {
        await look()
        world = await makeSampleWorld('sqlite')
      }
      const sender = permission === 'client' ? world!.client.loginId : world!.people.owner
      const path = await sampleOf(world!, route)
      const browser =
        permission === 'client' ? await clientBrowserFor(world!.app, world!.web, sender) : await world!.as(sender)
      const fields = await forms[route]!(world!, chosenIn(route, path), sender, browser)
      await sendForm(browser, path, fields)
    }
    await look()
    assert.ok(kinds.size > 80, `${kinds.size} kinds`)
    assert.deepEqual([...raw], [])
  })

  it('are what they are where they are no words of ours', () => {
    const told = (kind: AuditEvent['kind'], field: string, value: string) =>
      visibleChanges(reader, { kind, changes: { [field]: [null, value] } })[0]!.now
    assert.equal(told('address setting changed', 'login', 'off'), 'desativado')
    assert.equal(told('task changed', 'due', '2026-11-12'), '12/11/2026')
    assert.equal(told('service changed', 'Ana Sócia', '1234.50 EUR'), '1234,50\u00a0€')
    assert.equal(
      told('staff rights changed', 'rights', 'manage tags, manage accounts'),
      'Gerir etiquetas, Gerir clientes',
    )
    assert.equal(told('firm changed', 'country', 'PT'), 'Portugal')
    assert.equal(told('accounts exported', 'filters', 'tag=3&type=company'), 'Com a etiqueta, Tipo')
    assert.equal(told('folder rights changed', 'Eva', 'edit'), 'editar')
    assert.equal(told('custom fields changed', 'Newsletter', 'yes'), 'sim')
    assert.equal(told('note written', 'note', 'off to the bank'), 'off to the bank')
    assert.equal(told('custom fields changed', 'Parts', '100 ABC'), '100 ABC')
  })
})
