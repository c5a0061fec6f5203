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
  /** Those that the reader sees, by name. */
  titles: ReadonlyMap<string, string>
  /** The overview that one came from. */
  back: string
}

/** In which order the sections of every overview stand for this reader, and which are folded. */
export function ArrangePage({ viewer, choice, titles, back }: Props) {
  const w = words[viewer.language]
  const shown = choice.order.filter((name) => titles.has(name))
  const items = shown.map((name) => ({
    key: name,
    name: titles.get(name)!,
    more: (
      <span class="check">
        <input
          type="checkbox"
          id={`folded-${name}`}
          name="folded"
          value={name}
          checked={choice.folded.includes(name)}
        />{' '}
        <label for={`folded-${name}`}>
          {w.folded}
          <span class="visually-hidden">: {titles.get(name)}</span>
        </label>
      </span>
    ),
  }))
  return (
    <Page viewer={viewer} title={w.arrange}>
      <div class="page-head">
        <h1>{w.arrange}</h1>
      </div>
      <div class="narrow">
        <Section id="arrange" title={w.arrange}>
          <p class="muted">{w.arrangeHelp}</p>
          <Form viewer={viewer} action="/me/overview">
            {shown.map((name) => (
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
            <OrderList viewer={viewer} items={items} />
          </Form>
          <PostButton viewer={viewer} action="/me/overview/reset" label={w.usual} kind="quiet" />
        </Section>
      </div>
    </Page>
  )
}
