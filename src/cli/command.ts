import { type ParseArgsConfig, parseArgs } from 'node:util'

/** What a command can't do, in one clear line. */
export class CommandError extends Error {
  /** 1: it failed; 2: it was called wrongly. */
  readonly code: 1 | 2
  constructor(message: string, code: 1 | 2 = 1) {
    super(message)
    this.code = code
  }
}

export interface Command {
  /** One line for the list of commands. */
  summary: string
  /** What `--help` prints. */
  help: string
  options?: ParseArgsConfig['options']
  /** How many arguments it takes: fewest and most. */
  takes?: readonly [number, number]
  /** Gives the exit code, 0 where it gives nothing. */
  run(
    options: Record<string, string | boolean | undefined>,
    args: string[],
  ): Promise<number | undefined> | Promise<void>
}

export function parsed(command: Command, args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { ...command.options, help: { type: 'boolean' } },
    })
    const [fewest, most] = command.takes ?? [0, 0]
    if (!values.help && (positionals.length < fewest || positionals.length > most))
      throw new CommandError(
        `It takes ${fewest === most ? fewest : `${fewest} to ${most}`} ${most === 1 ? 'argument' : 'arguments'}, not ${positionals.length}.`,
        2,
      )
    return { values: values as Record<string, string | boolean | undefined>, positionals }
  } catch (error) {
    throw error instanceof CommandError ? error : new CommandError((error as Error).message.split('. ')[0]!, 2)
  }
}
