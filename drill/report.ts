/** What one part of the drill counted, and which invariants it found broken. */
export interface Report {
  /** In the order in which they are to be shown. Counts and ratios: no times, which belong to the machine. */
  figures: Map<string, number | string>
  broken: string[]
  /** Why the part was not run at all. */
  notRun?: string
}

export const newReport = (): Report => ({ figures: new Map(), broken: [] })

/** Adds to a figure. */
export const count = (report: Report, figure: string, by = 1): void =>
  void report.figures.set(figure, Number(report.figures.get(figure) ?? 0) + by)

/** What must hold. A broken invariant is told once, with how often. */
export function must(report: Report, holds: boolean, invariant: string): void {
  if (!holds) report.broken.push(invariant)
}

const mostShown = 20

/** The figures as a table that goes into the documentation as it is, and what is broken below it. */
export function print(reports: ReadonlyMap<string, Report>): void {
  const rows = [...reports].flatMap(([part, { figures, broken, notRun }]): [string, string, string][] =>
    notRun
      ? [[part, 'not run', notRun]]
      : [
          ...[...figures].map(([figure, value]): [string, string, string] => [part, figure, shown(value)]),
          [part, '**invariants broken**', shown(broken.length)],
        ],
  )
  console.log('\n| Part | What was counted | |\n|---|---|---:|')
  for (const row of rows) console.log(`| ${row.join(' | ')} |`)
  for (const [part, { broken }] of reports) {
    const different = [...Map.groupBy(broken, (line) => line)].map(([line, same]) =>
      same.length > 1 ? `${line} (${same.length} times)` : line,
    )
    if (different.length > 0) console.log(`\n${part} is broken:`)
    for (const line of different.slice(0, mostShown)) console.log(`  ${line}`)
    if (different.length > mostShown) console.log(`  … and ${different.length - mostShown} more`)
  }
}

const shown = (value: number | string) => (typeof value === 'number' ? value.toLocaleString('en') : value)
