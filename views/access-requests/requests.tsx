import type { FoundAccount } from '#src/links/find.ts'
import type { FormState } from '#src/platform/web/form.ts'
import { can } from '#src/staff/rights.ts'
import { Page } from '../layout/page.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button, PostButton } from '../ui/button.tsx'
import { Field, Radios, TextArea } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { problemText } from '../ui/problem-words.ts'
import { Empty, Section } from '../ui/section.tsx'
import { Moment } from '../ui/time.tsx'
import type { Viewer } from '../viewer.ts'
import { requestTones } from './status.ts'
import { words } from './words.ts'

interface Open {
  id: number
  wanted: string
  reason: string
  created_at: string
  name: string
  accounts: FoundAccount[]
}

interface Own {
  id: number
  wanted: string
  created_at: string
  answered_at: string | null
  account_id: number | null
  account_name: string | null
}

interface Props {
  viewer: Viewer
  form: FormState
  toAnswer: Open[]
  own: Own[]
}

export function AccessRequestsPage({ viewer, form, toAnswer, own }: Props) {
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.title}>
      <div class="page-head">
        <h1>{w.title}</h1>
      </div>
      <div class="columns">
        {can(viewer.staff, 'assign team') && (
          <Section id="to-answer" title={w.toAnswer}>
            {toAnswer.length === 0 && <Empty>{w.noneToAnswer}</Empty>}
            <ul class="rows">
              {toAnswer.map((request) => (
                <li>
                  <Answer viewer={viewer} request={request} />
                </li>
              ))}
            </ul>
          </Section>
        )}
        <Section id="ask" title={w.ask}>
          <p class="muted">{w.askText}</p>
          <Form viewer={viewer} action="/access-requests" creates>
            <Field
              name="wanted"
              label={w.wanted}
              value={form.values.wanted}
              error={problemText(viewer, form.problems, 'wanted')}
              required
              maxlength={200}
            />
            <TextArea
              name="reason"
              label={w.reason}
              value={form.values.reason}
              error={problemText(viewer, form.problems, 'reason')}
              maxlength={1000}
              rows={2}
            />
            <Button>{w.send}</Button>
          </Form>
        </Section>
        {own.length > 0 && (
          <Section id="own" title={w.own}>
            <ul class="rows">
              {own.map((request) => (
                <li class="row-head">
                  <span>
                    <bdi>{request.wanted}</bdi>{' '}
                    {request.account_name && <a href={`/accounts/${request.account_id}`}>{request.account_name}</a>}
                  </span>
                  <span class="muted small">
                    <Moment viewer={viewer} at={request.created_at} />{' '}
                    {request.answered_at === null ? (
                      <Badge kind={requestTones.waiting}>{w.waiting}</Badge>
                    ) : request.account_id ? (
                      <Badge kind={requestTones.given}>{w.given}</Badge>
                    ) : (
                      <Badge kind={requestTones.refused}>{w.refused}</Badge>
                    )}
                  </span>
                </li>
              ))}
            </ul>
          </Section>
        )}
      </div>
    </Page>
  )
}

function Answer({ viewer, request }: { viewer: Viewer; request: Open }) {
  const w = words[viewer.language]
  const base = `/access-requests/${request.id}`
  return (
    <>
      <p>
        <strong>{w.asks(request.name, request.wanted)}</strong>{' '}
        <span class="muted small">
          <Moment viewer={viewer} at={request.created_at} />
        </span>
      </p>
      {request.reason && <p>{request.reason}</p>}
      {request.accounts.length === 0 ? (
        <form class="filters" action="/access-requests" creates method="get">
          <p>{w.noMatch}</p>
          <Field name={`q${request.id}`} label={w.search} type="search" maxlength={200} />
          <Button>{w.find}</Button>
        </form>
      ) : (
        <Form viewer={viewer} action={`${base}/grant`}>
          <Radios
            name="account"
            idPrefix={String(request.id)}
            label={w.account}
            value={String(request.accounts[0]?.id)}
            options={request.accounts.map((account) => ({
              value: String(account.id),
              label: `${account.name} (${account.shortId})`,
            }))}
          />
          <Button kind="primary">{w.grant}</Button>
        </Form>
      )}
      <PostButton viewer={viewer} action={`${base}/refusal`} kind="quiet" label={w.decline} />
    </>
  )
}
