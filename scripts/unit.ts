import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { startPostgres } from '#src/testing/postgres.ts'

// The tests beside the code, on both engines: node scripts/unit.ts [file patterns]. With ENGINES=sqlite no PostgreSQL is started.

const everything = ['src/**/*.test.ts', 'src/**/*.test.tsx', 'views/**/*.test.tsx']
const asked = process.argv.slice(2)
const sqliteAlone = process.env.ENGINES === 'sqlite'

try {
  const postgres = sqliteAlone ? undefined : await startPostgres()
  // One process for all files: ten times quicker than one for each.
  const tests = spawn(
    process.execPath,
    [
      ...['--import', 'tsx', '--test', '--test-isolation=none', '--test-reporter=spec'],
      ...(asked.length > 0 ? asked : everything),
    ],
    {
      cwd: join(import.meta.dirname, '..'),
      stdio: 'inherit',
      env: { ...process.env, ...(postgres && { TEST_DATABASE_URL: postgres.url }) },
    },
  )
  // Ctrl-C reaches the tests too; this process stays to stop the server.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => tests.kill())
  process.exitCode = await new Promise<number>((resolve) => tests.once('close', (code) => resolve(code ?? 1)))
  await postgres?.stop()
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
