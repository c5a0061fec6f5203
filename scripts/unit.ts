import { spawn } from 'node:child_process'
import { globSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { startPostgres } from '#src/testing/postgres.ts'

// The tests beside the code, on both engines: node scripts/unit.ts [file patterns]. With ENGINES=sqlite no PostgreSQL is started.

const root = join(import.meta.dirname, '..')
const asked = process.argv.slice(2)
const patterns = asked.length > 0 ? asked : ['src/**/*.test.ts', 'src/**/*.test.tsx', 'views/**/*.test.tsx']
const sqliteAlone = process.env.ENGINES === 'sqlite'

/** The files in lots of about the same size, one for each processor, at most two: one after the other the largest goes to the smallest lot. */
function lots(): string[][] {
  const files = globSync(patterns, { cwd: root }).map((file) => ({ file, size: statSync(join(root, file)).size }))
  const shares = Array.from({ length: Math.min(2, availableParallelism(), files.length) }, () => ({
    size: 0,
    files: [] as string[],
  }))
  for (const { file, size } of files.sort((one, other) => other.size - one.size)) {
    const smallest = shares.reduce((one, other) => (other.size < one.size ? other : one))
    smallest.files.push(file)
    smallest.size += size
  }
  return shares.map((share) => share.files)
}

/** One process for all files of a lot: ten times quicker than one for each. Shows what the first says at once, the others' when it is all there. */
async function run(files: string[], place: number, environment: NodeJS.ProcessEnv): Promise<number> {
  const flags = ['--import', 'tsx', '--test', '--test-isolation=none', '--test-reporter=spec']
  const tests = spawn(process.execPath, [...flags, ...files], {
    cwd: root,
    stdio: ['inherit', place === 0 ? 'inherit' : 'pipe', 'inherit'],
    env: environment,
  })
  process.on('SIGTERM', () => tests.kill())
  const said = tests.stdout ? text(tests.stdout) : undefined
  const code = await new Promise<number>((resolve) => tests.once('close', (status) => resolve(status ?? 1)))
  if (said) process.stdout.write(await said)
  return code
}

try {
  const files = lots()
  if (files.length === 0) throw new Error(`No test is called ${patterns.join(' ')}.`)
  const postgres = sqliteAlone ? undefined : await startPostgres()
  // Ctrl-C reaches the tests too; this process stays to stop the server.
  process.on('SIGINT', () => {})
  const environment = { ...process.env, ...(postgres && { TEST_DATABASE_URL: postgres.url }) }
  const codes = await Promise.all(files.map((lot, place) => run(lot, place, environment)))
  process.exitCode = Math.max(...codes)
  await postgres?.stop()
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
