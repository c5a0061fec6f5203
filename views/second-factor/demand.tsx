import { type Demand, demands } from '#src/second-factor/rules.ts'
import { Page } from '../layout/page.tsx'
import { Button } from '../ui/button.tsx'
import { Radios } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** From whom the firm asks a second factor. */
export function DemandPage({ viewer, demand }: { viewer: Viewer; demand: Demand }) {
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.demandTitle}>
      <div class="page-head">
        <h1>{w.demandTitle}</h1>
      </div>
      <div class="narrow">
        <Section id="demand" title={w.title}>
          <Form viewer={viewer} action="/settings/second-factor">
            <Radios
              name="second_factor"
              label={w.demandLabel}
              help={w.demandHelp}
              value={demand}
              options={demands.map((value) => ({ value, label: w.demands[value] }))}
            />
            <Button>{w.save}</Button>
          </Form>
        </Section>
      </div>
    </Page>
  )
}
