import { type Context, Hono } from 'hono'
import { write } from '#src/audit/write.ts'
import { makerOf } from '#src/outbox/outbox.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { Conflict, notFound } from '#src/platform/web/errors.ts'
import { toId } from '#src/platform/web/form.ts'
import { MailLinkPage, MailPage } from '#views/staff/mail.tsx'
import { words } from '#views/staff/words.ts'
import { languageOf, may, viewerOf } from './gate.ts'
import { sendAgain, showLink } from './mail.ts'
import { newestMails } from './mail-list.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'link shown': true
    'mail tried again': true
  }
}

const shown = 100

/** What was sent and what was not; and, for a firm without a mail server, the link of a mail to hand over. */
export const mailRoutes = new Hono()

const mailIn = async (c: Context) => {
  const id = toId(c.req.param('id'))
  const mail =
    id === null
      ? undefined
      : await c.var.db.selectFrom('outgoing_mail').selectAll().where('id', '=', id).executeTakeFirst()
  if (!mail) throw notFound()
  return mail
}

mailRoutes.get('/settings/mail', may('admin'), async (c) =>
  answer(c, {
    page: (
      <MailPage
        viewer={await viewerOf(c)}
        mails={(await newestMails(c.var.db, shown)).map((mail) => ({
          ...mail,
          words: makerOf(c.var.app.modules, mail).words,
          hasLink: makerOf(c.var.app.modules, mail).freshLink !== undefined,
        }))}
        hasServer={c.var.app.config.smtpUrl !== null}
      />
    ),
  }),
)

mailRoutes.post('/settings/mail/:id/link', may('admin'), async (c) => {
  const mail = await mailIn(c)
  const { freshLink } = makerOf(c.var.app.modules, mail)
  if (!freshLink) throw notFound()
  if (mail.status === 'sent') throw new Conflict(mail)
  const { name, link } = await write(c, (act) => showLink(act, c.var.app, mail, freshLink))
  return answer(c, { page: <MailLinkPage viewer={await viewerOf(c)} name={name} link={link} /> })
})

mailRoutes.post('/settings/mail/:id/retry', may('admin'), async (c) => {
  const mail = await mailIn(c)
  await write(c, (act) => sendAgain(act, mail))
  return done(c, { to: '/settings/mail', flash: words[languageOf(c)].triedAgain })
})
