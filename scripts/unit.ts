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

const processors = Math.min(2, availableParallelism())
/** Size says little of how long a file takes: whoever is done with a lot takes the next. More lots would cost more in starting than they even out. */
const lotsEach = 5

/** The files in lots of about the same size: one after the other the largest goes to the smallest lot. */
function lots(): string[][] {
  const files = globSync(patterns, { cwd: root }).map((file) => ({ file, size: statSync(join(root, file)).size }))
  const count = files.length > processors * lotsEach ? processors * lotsEach : Math.min(processors, files.length)
  const shares = Array.from({ length: count }, () => ({ size: 0, files: [] as string[] }))
  for (const { file, size } of files.sort((one, other) => other.size - one.size)) {
    const smallest = shares.reduce((one, other) => (other.size < one.size ? other : one))
    smallest.files.push(file)
    smallest.size += size
  }
  return shares.map((share) => share.files)
}

/** One process for all files of a lot: ten times quicker than one for each. Shows what it says when it is all there. */
async function run(files: string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const flags = ['--import', 'tsx', '--test', '--test-isolation=none', '--test-reporter=spec']
  const tests = spawn(process.execPath, [...flags, ...files], {
    cwd: root,
    stdio: ['inherit', 'pipe', 'inherit'],
    env: environment,
  })
  const stop = () => tests.kill()
  process.on('SIGTERM', stop)
  const said = text(tests.stdout)
  const code = await new Promise<number>((resolve) => tests.once('close', (status) => resolve(status ?? 1)))
  process.off('SIGTERM', stop)
  process.stdout.write(await said)
  return code
}

/** Runs lots until none is left; gives the worst of their exit codes. */
async function work(waiting: string[][], environment: NodeJS.ProcessEnv): Promise<number> {
  let worst = 0
  for (let lot = waiting.shift(); lot; lot = waiting.shift()) worst = Math.max(worst, await run(lot, environment))
  return worst
}

try {
  const files = lots()
  if (files.length === 0) throw new Error(`No test is called ${patterns.join(' ')}.`)
  const postgres = sqliteAlone ? undefined : await startPostgres()
  // Ctrl-C reaches the tests too; this process stays to stop the server.
  process.on('SIGINT', () => {})
  const environment = { ...process.env, ...(postgres && { TEST_DATABASE_URL: postgres.url }) }
  const codes = await Promise.all(Array.from({ length: processors }, () => work(files, environment)))
  process.exitCode = Math.max(...codes)
  await postgres?.stop()
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
