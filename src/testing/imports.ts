import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Answer, Browser, Fields } from './browser-like.ts'
import type { World } from './world.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** A file as some program wrote it. */
export const caseFile = (name: string): Bytes =>
  new Uint8Array(readFileSync(join(import.meta.dirname, '../imports/fixtures/cases', name)))

/** Sends a file to be imported; gives the page of its import. */
export async function uploadImport(browser: Browser, text: string | Bytes, name = 'clients.csv'): Promise<string> {
  const body = new FormData()
  body.set('form_token', browser.formToken)
  body.set('file', new File([text], name))
  const sent = await browser.upload('/imports', body)
  assert.equal(sent.status, 303, sent.text.slice(0, 300))
  return sent.location!
}

/** All that the form of a page of mapping says as it stands. */
export function formIn(page: Answer): Record<string, string | string[]> {
  const chosen = (name: string) =>
    page.html
      .querySelectorAll(`select[name=${name}]`)
      .map((select) => select.querySelector('option[selected]')?.getAttribute('value') ?? '')
  const one = (name: string) => chosen(name)[0] ?? ''
  const radio = (name: string) => page.html.querySelector(`[name=${name}][checked]`)?.getAttribute('value') ?? ''
  return {
    version: page.html.querySelector('form [name=version]')?.getAttribute('value') ?? '',
    column: chosen('column'),
    encoding: one('encoding'),
    separator: one('separator'),
    heading: one('heading'),
    order: radio('order'),
    existing: radio('existing'),
    doubtful: radio('doubtful'),
    row: page.html.querySelectorAll('[name=row]').map((field) => field.getAttribute('value') ?? ''),
    decision: chosen('decision'),
  }
}

/** Sends that form with these changes. */
export async function sendMapping(browser: Browser, path: string, changes: Fields = {}): Promise<Answer> {
  return browser.post(`${path}/mapping`, { ...formIn(await browser.get(path)), ...changes } as Fields)
}

/** Imports a file as it was guessed, with what is decided of its doubtful rows, and waits until it is done. */
export async function imported(
  world: World,
  browser: Browser,
  text: string | Bytes,
  { name, decision, ...changes }: Fields & { name?: string; decision?: string[] } = {},
) {
  const path = await uploadImport(browser, text, name)
  const started = await sendMapping(browser, path, { ...changes, ...(decision ? { decision } : {}), next: 'start' })
  assert.equal(started.status, 303, started.html.querySelector('[role=alert]')?.text ?? started.text.slice(0, 300))
  await world.app.queue.drain(world.app)
  const id = Number(path.split('/').at(-1))
  const one = await world.app.db.read.selectFrom('import').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return { one, path }
}
