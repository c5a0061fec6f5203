import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoPassword, ficha } from './server.ts'

/** Makes the demo firm once per run; each worker's server gets a copy. Gives what removes it afterwards. */
export default async function makeDemoData(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'ficha-e2e-'))
  process.env.E2E_DEMO_DATA = folder
  const made = ficha(['demo', '--password', demoPassword], { DATA_DIR: folder })
  let said = ''
  for (const stream of [made.stdout, made.stderr]) stream.on('data', (text) => (said += text))
  const code = await new Promise((resolve) => made.once('close', resolve))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  if (code === 0) return remove
  remove()
  throw new Error(`ficha demo ended with ${code}:\n${said}`)
}
