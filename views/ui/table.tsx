import type { Child, PropsWithChildren } from 'hono/jsx'

interface Props {
  /** What the table lists; read out, and shown where `showCaption` says so. */
  caption: Child
  showCaption?: boolean
  /** The `<th>`s of the heading row, SortHeading among them. */
  head: Child
}

/** A table whose rows, `<tr>`s of `Cell`s, become cards on a narrow screen. */
export function Table({ caption, showCaption, head, children }: PropsWithChildren<Props>) {
  return (
    <div class="table-wrap">
      <table class="cards">
        <caption class={showCaption ? undefined : 'visually-hidden'}>{caption}</caption>
        <thead>
          <tr>{head}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}

/** One value of a row. Its label stands before it on a narrow screen; the row's own name, as `heading`, needs none. */
export const Cell = ({
  label,
  num,
  heading,
  children,
}: PropsWithChildren<{ label?: string; num?: boolean; heading?: boolean }>) =>
  heading ? (
    <th scope="row">{children}</th>
  ) : (
    <td data-label={label} class={num ? 'num' : undefined}>
      {children}
    </td>
  )
