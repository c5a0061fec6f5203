import { backupCommand } from './backup.ts'
import { type Command, CommandError, parsed } from './command.ts'
import { demo } from './demo.ts'
import { doctor } from './doctor.ts'
import { exportCommand } from './export.ts'
import { importCommand } from './import.ts'
import { migrateCommand } from './migrate.ts'
import { owner } from './owner.ts'
import { plainly } from './plainly.ts'
import { restoreCommand } from './restore.ts'
import { rotateKey } from './rotate-key.ts'
import { serveCommand } from './serve.ts'

const commands: Record<string, Command> = {
  serve: serveCommand,
  demo,
  owner,
  import: importCommand,
  export: exportCommand,
  backup: backupCommand,
  restore: restoreCommand,
  migrate: migrateCommand,
  'rotate-key': rotateKey,
  doctor,
}

const usage = () =>
  [
    'Usage: ficha COMMAND [options]',
    '',
    ...Object.entries(commands).map(([name, command]) => `  ${name.padEnd(10)} ${command.summary}`),
    '',
    'ficha COMMAND --help says more. Settings come from the environment: DATA_DIR, DATABASE_URL, PORT, HOST, PUBLIC_URL …',
  ].join('\n')

/** Runs one command; gives the exit code: 0 done, 1 failed, 2 called wrongly. */
export async function main(args: string[]): Promise<number> {
  const [name = '--help', ...rest] = args
  if (name === '--help' || name === 'help') {
    console.log(usage())
    return 0
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  try {
    if (!command) throw new CommandError(`There is no command "${name}". See ficha --help.`, 2)
    const { values, positionals } = parsed(command, rest)
    if (values.help) {
      console.log(command.help)
      return 0
    }
    return (await command.run(values, positionals)) ?? 0
  } catch (error) {
    // Whoever reads the output may have had enough of it: `ficha export | head`.
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') return 0
    console.error(`ficha ${name}: ${plainly(error) ?? (error as Error).stack ?? error}`)
    return error instanceof CommandError ? error.code : 1
  }
}
