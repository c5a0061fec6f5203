import type { Child } from 'hono/jsx'
import { formatsIn } from '#src/platform/language/format.ts'
import { amountText, type Money, sum } from '#src/platform/money.ts'
import { writeDuration } from '#src/time/duration.ts'
import type { Sums } from '#src/time/list.ts'
import { TableBox } from '../ui/table-box.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** Sums of several currencies as one: minutes add up, amounts stand beside each other. */
export interface Summed {
  minutes: number
  billable: number
  billed: number
  amounts: readonly Money[]
}

export const summed = (sums: readonly Sums[]): Summed => {
  const all = (name: 'minutes' | 'billable' | 'billed') => sums.reduce((sum, row) => sum + Number(row[name]), 0)
  const amounts = sums.map(({ amount }) => amount)
  const byCurrency = Map.groupBy(amounts, ({ currency }) => currency)
  return {
    minutes: all('minutes'),
    billable: all('billable'),
    billed: all('billed'),
    amounts: [...byCurrency].map(([currency, some]) => sum(some, currency)),
  }
}

/** What they come to, each currency by itself. */
export const amountsText = (viewer: Viewer, { amounts }: Summed): string =>
  amounts
    .filter(({ minor }) => minor > 0n)
    .map((amount) => amountText(amount, viewer.language))
    .join(' + ')

const shareText = (viewer: Viewer, { billable, minutes }: Summed): string =>
  minutes === 0 ? '' : formatsIn(viewer.language).percent(billable / minutes)

/** What the sums of a filter come to, in words. */
export function Totals({ viewer, totals, rounding }: { viewer: Viewer; totals: readonly Sums[]; rounding: number }) {
  const w = words[viewer.language]
  const all = summed(totals)
  const facts: [string, string][] = [
    [w.total, writeDuration(all.minutes)],
    [w.share, shareText(viewer, all)],
    ...(rounding > 0 ? ([[w.billed, writeDuration(all.billed)]] as [string, string][]) : []),
    [w.amount, amountsText(viewer, all)],
  ]
  return (
    <dl class="facts">
      {facts
        .filter(([, value]) => value !== '')
        .map(([label, value]) => (
          <div>
            <dt>{label}</dt>
            <dd class="duration">{value}</dd>
          </div>
        ))}
    </dl>
  )
}

interface TableProps {
  viewer: Viewer
  /** What the first column names. */
  heading: string
  rows: readonly { name: Child; sums: readonly Sums[] }[]
  rounding: number
  /** A last row with the sum of all. */
  withTotal?: boolean
}

/** Sums by something: how long, the share that is billed, and for how much. */
export function SumTable({ viewer, heading, rows, rounding, withTotal }: TableProps) {
  const w = words[viewer.language]
  const all = summed(rows.flatMap((row) => row.sums))
  return (
    <TableBox label={heading}>
      <table class="cards sums">
        <thead>
          <tr>
            <th scope="col">{heading}</th>
            <th scope="col" class="num">
              {w.duration}
            </th>
            <th scope="col" class="num">
              {w.share}
            </th>
            {rounding > 0 && (
              <th scope="col" class="num">
                {w.billed}
              </th>
            )}
            <th scope="col" class="num">
              {w.amount}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, sums }) => (
            <tr>
              <th scope="row">{name}</th>
              <SumCells viewer={viewer} sums={summed(sums)} rounding={rounding} />
            </tr>
          ))}
        </tbody>
        {withTotal && (
          <tfoot>
            <tr>
              <th scope="row">{w.total}</th>
              <SumCells viewer={viewer} sums={all} rounding={rounding} />
            </tr>
          </tfoot>
        )}
      </table>
    </TableBox>
  )
}

function SumCells({ viewer, sums, rounding }: { viewer: Viewer; sums: Summed; rounding: number }) {
  const w = words[viewer.language]
  const cells: [string, string][] = [
    [w.duration, sums.minutes === 0 ? '' : writeDuration(sums.minutes)],
    [w.share, shareText(viewer, sums)],
    ...(rounding > 0 ? ([[w.billed, sums.billed === 0 ? '' : writeDuration(sums.billed)]] as [string, string][]) : []),
    [w.amount, amountsText(viewer, sums)],
  ]
  return (
    <>
      {cells.map(([label, value]) => (
        <td class="num" data-label={label}>
          {value}
        </td>
      ))}
    </>
  )
}
