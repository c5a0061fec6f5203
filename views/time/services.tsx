import { formatsIn } from '#src/platform/language/format.ts'
import { amountText, type Money, typedAmount } from '#src/platform/money.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { roundings } from '#src/time/duration.ts'
import { rateOf } from '#src/time/rules.ts'
import type { Service } from '#src/time/service.ts'
import { Page } from '../layout/page.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button, LinkButton } from '../ui/button.tsx'
import { ConflictForm } from '../ui/conflict.tsx'
import { Checkbox, Field, Radios } from '../ui/field.tsx'
import { Form, Summary } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Empty, Section } from '../ui/section.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

/** A rate as it is typed: "45.50". '' for none. */
export const typedRate = (viewer: Viewer, rate: Money | null): string =>
  rate ? typedAmount(rate, viewer.language) : ''

interface ListProps {
  viewer: Viewer
  services: readonly Service[]
  form: FormState
  currency: string
  rounding: number
}

export function ServicesPage(props: ListProps) {
  const { viewer, services } = props
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.services}>
      <div class="page-head">
        <h1>{w.services}</h1>
      </div>
      <div class="narrow">
        <Section id="services" title={w.services} count={formatsIn(viewer.language).count(services.length)}>
          {services.length === 0 && <Empty>{w.noServices}</Empty>}
          <ul class="rows">
            {services.map((service) => (
              <ServiceRow viewer={viewer} service={service} />
            ))}
          </ul>
        </Section>
        <NewService {...props} />
        <RoundingForm {...props} />
      </div>
    </Page>
  )
}

function ServiceRow({ viewer, service }: { viewer: Viewer; service: Service }) {
  const w = words[viewer.language]
  const rate = rateOf(service)
  return (
    <li class="row-head">
      <span>
        <bdi>{service.name}</bdi> {!service.is_active && <Badge>{w.inactive}</Badge>}{' '}
        <span class="muted small">{rate ? w.perHour(amountText(rate, viewer.language)) : w.noRate}</span>
      </span>
      <LinkButton href={`/settings/services/${service.id}/edit`} kind="link" label={w.editOf(service.name)}>
        {w.edit}
      </LinkButton>
    </li>
  )
}

function NewService({ viewer, form, currency }: ListProps) {
  const w = words[viewer.language]
  return (
    <Section id="new-service" title={w.newService}>
      <Form viewer={viewer} action="/settings/services" creates>
        <Summary viewer={viewer} problems={form.problems} labels={serviceLabels(viewer, currency)} />
        <ServiceFields viewer={viewer} form={form} currency={currency} />
        <Button kind="primary">{w.create}</Button>
      </Form>
    </Section>
  )
}

function RoundingForm({ viewer, rounding }: ListProps) {
  const w = words[viewer.language]
  return (
    <Section id="rounding" title={w.rounding}>
      <Form viewer={viewer} action="/settings/services/rounding">
        <Radios
          name="rounding"
          label={w.rounding}
          help={w.roundingHelp}
          value={String(rounding)}
          short
          options={roundings.map((value) => ({ value: String(value), label: w.roundings[`${value}`] }))}
        />
        <FormActions viewer={viewer} cancel="/settings/services" />
      </Form>
    </Section>
  )
}

const serviceLabels = (viewer: Viewer, currency: string): Record<string, string> => {
  const w = words[viewer.language]
  return { name: w.serviceName, rate: w.usualRate(currency), is_active: w.active }
}

interface FieldsProps {
  viewer: Viewer
  form: FormState
  currency: string
  autofocus?: boolean
}

function ServiceFields({ viewer, form, currency, autofocus }: FieldsProps) {
  const labels = serviceLabels(viewer, currency)
  const field = (name: string) => ({ name, value: form.values[name], error: problemText(viewer, form.problems, name) })
  return (
    <div class="field-grid">
      <Field {...field('name')} label={labels.name} required maxlength={100} autofocus={autofocus} />
      <Field {...field('rate')} label={labels.rate} inputmode="decimal" maxlength={30} />
    </div>
  )
}

interface EditProps extends FieldsProps {
  service: Service
  people: readonly { id: number; name: string; rate: Money | null }[]
  /** Somebody has changed the service meanwhile: `service` is as it is now. */
  conflict?: boolean
}

export function ServicePage(props: EditProps) {
  const { viewer, service, conflict } = props
  return (
    <Page viewer={viewer} title={service.name}>
      <div class="narrow">
        <Section id="service" title={service.name}>
          {conflict ? <ServiceConflict {...props} /> : <ServiceForm {...props} />}
        </Section>
      </div>
    </Page>
  )
}

export const rateField = (personId: number) => `rate_${personId}`

function ServiceForm({ viewer, service, people, form, currency }: EditProps) {
  const w = words[viewer.language]
  const action = `/settings/services/${service.id}`
  const labels = {
    ...serviceLabels(viewer, currency),
    ...Object.fromEntries(people.map(({ id, name }) => [rateField(id), w.rateOf(name)])),
  }
  return (
    <Form viewer={viewer} action={action} version={Number(form.values.version)}>
      <Summary viewer={viewer} problems={form.problems} labels={labels} />
      <ServiceFields viewer={viewer} form={form} currency={currency} autofocus />
      <Checkbox name="is_active" label={w.active} checked={form.values.is_active === 'on'} />
      <fieldset class="choices">
        <legend>{w.rates}</legend>
        <p class="field-help">{w.ratesHelp}</p>
        <div class="field-grid">
          {people.map(({ id, name }) => (
            <Field
              name={rateField(id)}
              label={name}
              value={form.values[rateField(id)]}
              error={problemText(viewer, form.problems, rateField(id))}
              inputmode="decimal"
              maxlength={30}
            />
          ))}
        </div>
      </fieldset>
      <FormActions viewer={viewer} cancel="/settings/services" />
    </Form>
  )
}

function ServiceConflict({ viewer, service, people, form, currency }: EditProps) {
  const w = words[viewer.language]
  const labels = serviceLabels(viewer, currency)
  const money = (value: string) => value || w.noRate
  const theirs: Record<string, string> = {
    name: service.name,
    rate: typedRate(viewer, rateOf(service)),
    is_active: service.is_active ? 'on' : '',
  }
  const own = (['name', 'rate', 'is_active'] as const).map((name) => ({
    name,
    label: labels[name]!,
    mine: form.values[name] ?? '',
    theirs: theirs[name]!,
    shown: name === 'is_active' ? (value: string) => (value ? w.yes : w.no) : name === 'rate' ? money : undefined,
  }))
  return (
    <ConflictForm
      viewer={viewer}
      action={`/settings/services/${service.id}`}
      cancel="/settings/services"
      version={service.version}
      fields={[
        ...own,
        ...people.map(({ id, name, rate }) => ({
          name: rateField(id),
          label: w.rateOf(name),
          mine: form.values[rateField(id)] ?? '',
          theirs: typedRate(viewer, rate),
          shown: money,
        })),
      ]}
    />
  )
}
