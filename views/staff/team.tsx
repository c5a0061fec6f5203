import type { Child } from 'hono/jsx'
import { formatsIn } from '#src/platform/language/format.ts'
import { languages } from '#src/platform/language/language.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { workGoesTo } from '#src/staff/leaving.ts'
import { can, mayChange, presets, type Right, type Role, rights } from '#src/staff/rights.ts'
import { Page } from '../layout/page.tsx'
import { words as factorWords } from '../second-factor/words.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button, LinkButton, PostButton } from '../ui/button.tsx'
import { ConflictForm } from '../ui/conflict.tsx'
import { Checkbox, Field, namedOptions, Select, wordedOptions } from '../ui/field.tsx'
import { Form, Summary } from '../ui/form.tsx'
import { FormActions } from '../ui/form-actions.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Section } from '../ui/section.tsx'
import { Switch } from '../ui/switch.tsx'
import { TableBox } from '../ui/table-box.tsx'
import { Moment } from '../ui/time.tsx'
import { words as ui } from '../ui/words.ts'
import type { Viewer } from '../viewer.ts'
import { type Session, Sessions } from './sessions.tsx'
import { personTones } from './status.ts'
import { words } from './words.ts'

interface Someone {
  id: number
  name: string
  email: string
  role: Role
  default_access: number
  deactivated_at: string | null
  password_hash: string | null
}

type Row = Someone & { last_seen_at: string | null }

function Status({ viewer, person }: { viewer: Viewer; person: Someone }) {
  const w = words[viewer.language]
  if (person.deactivated_at) return <Badge kind={personTones.deactivated}>{w.deactivated}</Badge>
  return person.password_hash ? (
    <Badge kind={personTones.active}>{w.active}</Badge>
  ) : (
    <Badge kind={personTones.invited}>{w.invited}</Badge>
  )
}

interface TeamProps {
  viewer: Viewer
  people: Row[]
  /** On how many accounts' teams each person is. */
  accounts: ReadonlyMap<number, number>
}

export function TeamPage({ viewer, people, accounts }: TeamProps) {
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.team}>
      <div class="page-head">
        <h1>{w.team}</h1>
        <LinkButton href="/settings/team/new" kind="primary">
          {w.invite}
        </LinkButton>
      </div>
      <TableBox label={w.team}>
        <table class="cards">
          <thead>
            <tr>
              <th scope="col">{w.name}</th>
              <th scope="col">{w.email}</th>
              <th scope="col">{w.role}</th>
              <th scope="col">{w.status}</th>
              <th scope="col">{w.accounts}</th>
              <th scope="col">{w.lastSeen}</th>
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr>
                <td>
                  <Avatar name={person.name} />
                  <a href={`/settings/team/${person.id}`}>{person.name}</a>
                </td>
                <td data-label={w.email}>{person.email}</td>
                <td data-label={w.role}>{w.roles[person.role]}</td>
                <td data-label={w.status}>
                  <Status viewer={viewer} person={person} />
                </td>
                <td data-label={w.accounts}>{formatsIn(viewer.language).some(accounts.get(person.id) ?? 0)}</td>
                <td data-label={w.lastSeen}>
                  {person.last_seen_at ? <Moment viewer={viewer} at={person.last_seen_at} /> : w.never}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
    </Page>
  )
}

export function InvitePage({ viewer, form }: { viewer: Viewer; form: FormState }) {
  const w = words[viewer.language]
  const field = (name: string) => ({ name, value: form.values[name], error: problemText(viewer, form.problems, name) })
  const roles: Role[] = can(viewer.staff, 'owner') ? ['employee', 'admin'] : ['employee']
  return (
    <Page viewer={viewer} title={w.invite}>
      <div class="page-head">
        <h1>{w.invite}</h1>
      </div>
      <div class="narrow">
        <Section id="invite" title={w.details}>
          <Form viewer={viewer} action="/settings/team" creates>
            <Summary
              viewer={viewer}
              problems={form.problems}
              labels={{ name: w.name, email: w.email, role: w.role, language: w.language }}
            />
            <Field {...field('name')} label={w.name} required maxlength={200} autofocus />
            <Field {...field('email')} label={w.email} type="email" required maxlength={254} />
            <Select
              {...field('role')}
              label={w.role}
              options={roles.map((value) => ({ value, label: w.roles[value] }))}
            />
            <Select
              {...field('preset')}
              label={w.rights}
              blank={w.noRights}
              options={Object.keys(presets).map((value) => ({
                value,
                label: w.presetNames[value as keyof typeof presets],
              }))}
            />
            <Select
              {...field('language')}
              label={w.language}
              options={languages.map((value) => ({ value, label: w.languages[value] }))}
            />
            <FormActions viewer={viewer} label={w.inviteAction} cancel="/settings/team" />
          </Form>
        </Section>
      </div>
    </Page>
  )
}

interface PersonProps {
  viewer: Viewer
  person: Someone & { version: number }
  granted: ReadonlySet<Right>
  sessions: Session[]
  /** Whether they sign in by two steps. */
  hasFactor: boolean
  form: FormState
  /** Somebody has changed the person meanwhile: both versions are shown. */
  conflict?: boolean
}

export function PersonPage({ viewer, person, granted, sessions, hasFactor, form, conflict }: PersonProps) {
  const w = words[viewer.language]
  const base = `/settings/team/${person.id}`
  const changeable = mayChange(viewer.staff, person)
  const isMe = viewer.staff?.id === person.id
  const field = (name: string) => ({ name, value: form.values[name], error: problemText(viewer, form.problems, name) })
  const owner = can(viewer.staff, 'owner')
  return (
    <Page viewer={viewer} title={person.name}>
      <div class="page-head">
        <Avatar name={person.name} size="large" />
        <h1>{person.name}</h1>
        <span>{w.roles[person.role]}</span>
        <Status viewer={viewer} person={person} />
        {changeable && !isMe && (
          <div class="actions">
            {!person.password_hash && !person.deactivated_at && (
              <PostButton viewer={viewer} action={`${base}/invitation`} label={w.inviteAgain} creates />
            )}
            {owner && !person.deactivated_at && (
              <PostButton
                viewer={viewer}
                action={`${base}/role`}
                fields={{ role: person.role === 'admin' ? 'employee' : 'admin' }}
                label={person.role === 'admin' ? w.makeEmployee : w.makeAdmin}
              />
            )}
            {owner && !person.deactivated_at && person.password_hash && (
              <LinkButton href={`${base}/ownership`}>{w.transfer}</LinkButton>
            )}
            {hasFactor && <LinkButton href={`${base}/second-factor`}>{factorWords[viewer.language].reset}</LinkButton>}
            {person.deactivated_at ? (
              <PostButton viewer={viewer} action={`${base}/reactivation`} label={w.reactivate} />
            ) : (
              <LinkButton href={`${base}/deactivation`} kind="danger">
                {w.deactivate}
              </LinkButton>
            )}
          </div>
        )}
      </div>
      <div class="columns">
        <div class="stack">
          <Section id="person" title={w.details}>
            {conflict ? (
              <ConflictForm
                viewer={viewer}
                action={base}
                cancel={base}
                version={person.version}
                fields={[
                  { name: 'name', label: w.name, mine: form.values.name ?? '', theirs: person.name },
                  { name: 'email', label: w.email, mine: form.values.email ?? '', theirs: person.email },
                  {
                    name: 'default_access',
                    label: w.defaultAccess,
                    mine: form.values.default_access ?? '',
                    theirs: person.default_access ? 'on' : '',
                    shown: (value) => ui[viewer.language][value === 'on' ? 'on' : 'off'],
                  },
                ]}
              />
            ) : changeable ? (
              <Form viewer={viewer} action={base} version={Number(form.values.version)}>
                <Summary viewer={viewer} problems={form.problems} labels={{ name: w.name, email: w.email }} />
                <Field {...field('name')} label={w.name} required maxlength={200} />
                <Field {...field('email')} label={w.email} type="email" required maxlength={254} />
                <Checkbox name="default_access" label={w.defaultAccess} checked={form.values.default_access === 'on'} />
                <div class="form-actions">
                  <Button>{w.save}</Button>
                </div>
              </Form>
            ) : (
              <p>{person.email}</p>
            )}
          </Section>
          {changeable && (
            <Section id="sessions" title={w.sessions}>
              <Sessions viewer={viewer} sessions={sessions} action={`${base}/sessions/end`} />
            </Section>
          )}
        </div>
        <Section id="rights" title={w.rights}>
          {person.role !== 'employee' ? (
            <p class="muted">{w.allRights}</p>
          ) : (
            <Rights viewer={viewer} base={base} granted={granted} changeable={changeable} />
          )}
        </Section>
      </div>
    </Page>
  )
}

interface RightsProps {
  viewer: Viewer
  base: string
  granted: ReadonlySet<Right>
  changeable: boolean
}

/** Every right on its own switch, and the presets that set them together. */
export function Rights({ viewer, base, granted, changeable }: RightsProps) {
  const w = words[viewer.language]
  const hx = { target: '#rights-list', swap: 'outerHTML' } as const
  return (
    <div id="rights-list">
      <p class="muted">{w.rightsHelp}</p>
      {changeable && (
        <div class="actions">
          {w.presets}:
          {Object.keys(presets).map((preset) => (
            <PostButton
              viewer={viewer}
              action={`${base}/preset`}
              fields={{ preset }}
              id={`preset-${preset.replace(' ', '-')}`}
              hx={hx}
              kind="quiet"
              label={w.presetNames[preset as keyof typeof presets]}
            />
          ))}
        </div>
      )}
      <ul class="rows">
        {rights.map((right) => (
          <li class="switch-row">
            <div>
              {w.rightNames[right]}
              <p class="muted small">{w.rightHelp[right]}</p>
            </div>
            {changeable ? (
              <Switch
                viewer={viewer}
                action={`${base}/rights/${right.replaceAll(' ', '-')}`}
                on={granted.has(right)}
                label={w.rightNames[right]}
                hx={hx}
              />
            ) : (
              <span>{granted.has(right) ? ui[viewer.language].on : ui[viewer.language].off}</span>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

export function DeactivatePage({
  viewer,
  person,
  heirs,
  form,
  parts,
}: {
  viewer: Viewer
  person: Someone
  heirs: { id: number; name: string }[]
  form: FormState
  /** What the nouns show of what they still have. */
  parts: readonly Child[]
}) {
  const w = words[viewer.language]
  const base = `/settings/team/${person.id}`
  return (
    <Page viewer={viewer} title={w.deactivate}>
      <div class="narrow">
        <Section id="deactivate" title={w.deactivateTitle(person.name)}>
          <p>{w.deactivateText}</p>
          <div class="stack">
            {parts.some((part) => part !== null) ? <ul class="rows">{parts}</ul> : <p class="muted">{w.nothingLeft}</p>}
            <Form viewer={viewer} action={`${base}/deactivation`}>
              <Select
                name="heir"
                label={w.heir}
                value={form.values.heir ?? String(viewer.staff?.id)}
                error={problemText(viewer, form.problems, 'heir')}
                options={namedOptions(heirs)}
              />
              <Select
                name="work"
                label={w.openWork}
                value={form.values.work}
                options={wordedOptions(workGoesTo, w.workGoesTo)}
                help={w.openWorkHelp}
              />
              <FormActions viewer={viewer} label={w.deactivate} kind="danger" cancel={base} />
            </Form>
          </div>
        </Section>
      </div>
    </Page>
  )
}

export function OwnershipPage({ viewer, person, form }: { viewer: Viewer; person: Someone; form: FormState }) {
  const w = words[viewer.language]
  const base = `/settings/team/${person.id}`
  return (
    <Page viewer={viewer} title={w.transfer}>
      <div class="narrow">
        <Section id="ownership" title={w.transferTitle(person.name)}>
          <p>{w.transferText}</p>
          <Form viewer={viewer} action={`${base}/ownership`}>
            <Field
              name="password"
              label={w.transferType}
              type="password"
              error={problemText(viewer, form.problems, 'password')}
              autocomplete="current-password"
              required
            />
            <FormActions viewer={viewer} label={w.transfer} kind="danger" cancel={base} />
          </Form>
        </Section>
      </div>
    </Page>
  )
}
