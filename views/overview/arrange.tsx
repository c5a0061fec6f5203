import type { OverviewChoice } from '#src/overview/choice.ts'
import { Page } from '../layout/page.tsx'
import { Button, LinkButton, PostButton } from '../ui/button.tsx'
import { Form } from '../ui/form.tsx'
import { OrderList } from '../ui/order.tsx'
import { Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  choice: OverviewChoice
  /** The sections that the reader sees, as they stand in the two columns. */
  columns: readonly (readonly { name: string; title: string }[])[]
  /** The overview that one came from. */
  back: string
}

/** In which column and order the sections of every overview stand for this reader, and which are folded. */
export function ArrangePage({ viewer, choice, columns, back }: Props) {
  const w = words[viewer.language]
  const ticks = (name: string, title: string, field: 'folded' | 'across', label: string) => (
    <span class="check">
      <input
        type="checkbox"
        id={`${field}-${name}`}
        name={field}
        value={name}
        checked={field === 'folded' && choice.folded.includes(name)}
      />{' '}
      <label for={`${field}-${name}`}>
        {label}
        <span class="visually-hidden">: {title}</span>
      </label>
    </span>
  )
  return (
    <Page viewer={viewer} title={w.arrange}>
      <div class="page-head">
        <h1>{w.arrange}</h1>
      </div>
      <div class="narrow">
        <Section id="arrange" title={w.arrange}>
          <p class="muted">{w.arrangeHelp}</p>
          <Form viewer={viewer} action="/me/overview">
            {columns.flat().map(({ name }) => (
              <input type="hidden" name="was" value={name} />
            ))}
            <input type="hidden" name="back" value={back} />
            {/* First of the form's buttons: what Enter in a number field presses. */}
            <div class="form-actions">
              <Button kind="primary">{w.save}</Button>
              <LinkButton href={back} kind="quiet">
                {w.back}
              </LinkButton>
            </div>
            {columns.map((column, i) => (
              <fieldset class="arrange">
                <legend>{i === 0 ? w.left : w.right}</legend>
                <OrderList
                  viewer={viewer}
                  items={column.map(({ name, title }) => ({
                    key: name,
                    name: title,
                    more: (
                      <>
                        {ticks(name, title, 'folded', w.folded)}{' '}
                        {ticks(name, title, 'across', i === 0 ? w.toRight : w.toLeft)}
                      </>
                    ),
                  }))}
                />
              </fieldset>
            ))}
          </Form>
          <PostButton viewer={viewer} action="/me/overview/reset" label={w.usual} kind="quiet" />
        </Section>
      </div>
    </Page>
  )
}
