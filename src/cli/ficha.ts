import { type Command, CommandError, parsed } from './command.ts'

/** Each is loaded when it is called: the start of one waits for none of the others. */
const commands: Record<string, () => Promise<Command>> = {
  serve: async () => (await import('./serve.ts')).serveCommand,
  demo: async () => (await import('./demo.ts')).demo,
  owner: async () => (await import('./owner.ts')).owner,
  import: async () => (await import('./import.ts')).importCommand,
  export: async () => (await import('./export.ts')).exportCommand,
  backup: async () => (await import('./backup.ts')).backupCommand,
  restore: async () => (await import('./restore.ts')).restoreCommand,
  migrate: async () => (await import('./migrate.ts')).migrateCommand,
  'rotate-key': async () => (await import('./rotate-key.ts')).rotateKey,
  doctor: async () => (await import('./doctor.ts')).doctor,
}

async function usage(): Promise<string> {
  const summaries = await Promise.all(
    Object.entries(commands).map(async ([name, command]) => `  ${name.padEnd(10)} ${(await command()).summary}`),
  )
  return [
    'Usage: ficha COMMAND [options]',
    '',
    ...summaries,
    '',
    'ficha COMMAND --help says more. Settings come from the environment: DATA_DIR, DATABASE_URL, PORT, HOST, PUBLIC_URL …',
  ].join('\n')
}

/** Runs one command; gives the exit code: 0 done, 1 failed, 2 called wrongly. */
export async function main(args: string[]): Promise<number> {
  const [name = '--help', ...rest] = args
  if (name === '--help' || name === 'help') {
    console.log(await usage())
    return 0
  }
  try {
    const command = Object.hasOwn(commands, name) ? await commands[name]!() : undefined
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
    const { plainly } = await import('./plainly.ts')
    console.error(`ficha ${name}: ${plainly(error) ?? (error as Error).stack ?? error}`)
    return error instanceof CommandError ? error.code : 1
  }
}
