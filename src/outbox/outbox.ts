import type { Generated, Selectable } from 'kysely'
import type { Act } from '#src/audit/audit.ts'
import { firmLanguage } from '#src/firm/firm.ts'
import type { App } from '#src/platform/app.ts'
import type { Db } from '#src/platform/db/database.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { emailKey } from '#src/platform/language/email.ts'
import type { Language } from '#src/platform/language/language.ts'
import type { Module } from '#src/platform/module.ts'
import { messageOf, reasonOf } from '#src/platform/queue/failure.ts'
import { enqueue, enqueueAgain, type Handler, type Work } from '#src/platform/queue/queue.ts'
import type { Letter } from './letter.ts'
import type { MailStatus, UnsentReason } from './rules.ts'
import { mailLimit, transportTo } from './transport.ts'

/** The kinds of mail. Each noun adds its own, as it adds its tables. */
// biome-ignore lint/suspicious/noEmptyInterface: the nouns fill it by declaration merging
export interface MailTemplates {}
export type MailTemplate = keyof MailTemplates

declare module '#src/platform/module.ts' {
  interface Module {
    /** Who makes the noun's mails, by their kind. */
    mails?: { [Template in MailTemplate]?: MailMaker<string> }
  }
}

declare module '#src/platform/queue/queue.ts' {
  interface QueueKinds {
    'send mail': { id: number }
  }
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    outgoing_mail: {
      id: Generated<number>
      template: MailTemplate
      /** Whom it goes to: one of the staff, or a contact. */
      staff_id: number | null
      contact_id: Generated<number | null>
      email: string
      language: Language
      /** JSON of the numbers of what it is about, never a token: those are made when the mail is sent. */
      data: string
      status: MailStatus
      attempts: Generated<number>
      error: string | null
      created_at: string
      sent_at: string | null
    }
  }
}

export type OutgoingMail = Selectable<Tables['outgoing_mail']>

/** Puts a mail into the outbox, in the verb's own transaction: it is sent after the commit, or never if that fails. */
export async function queueMail(
  act: Act,
  mail: {
    template: MailTemplate
    to: { staffId: number } | { contactId: number }
    email: string
    /** Null where they have chosen none: the firm's. */
    language: Language | null
    data?: Record<string, number>
  },
): Promise<void> {
  const { id } = await act.trx
    .insertInto('outgoing_mail')
    .values({
      template: mail.template,
      staff_id: 'staffId' in mail.to ? mail.to.staffId : null,
      contact_id: 'contactId' in mail.to ? mail.to.contactId : null,
      email: mail.email,
      language: mail.language ?? (await firmLanguage(act.trx)),
      data: JSON.stringify(mail.data ?? {}),
      status: 'queued',
      created_at: act.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await enqueue(act.trx, { kind: 'send mail', payload: { id }, at: act.at })
}

/** The same to several of the staff. */
export async function tellStaff(
  act: Act,
  people: readonly { id: number; email: string; language: Language | null }[],
  mail: { template: MailTemplate; data: Record<string, number> },
): Promise<void> {
  for (const { id, email, language } of people) await queueMail(act, { ...mail, to: { staffId: id }, email, language })
}

const lately = 10 * 60_000

/**
 * Whether a mail of that kind went to that person, at that address, within ten minutes. Each carries a link that ends those before it: whoever keeps asking
 * for them in somebody's name must not end the one that they are about to use.
 */
export async function wasPostedRecently(
  act: Act,
  { template, to, email }: Pick<Parameters<typeof queueMail>[1], 'template' | 'to' | 'email'>,
): Promise<boolean> {
  const found = await act.trx
    .selectFrom('outgoing_mail')
    .select('id')
    .where((mail) => ('staffId' in to ? mail('staff_id', '=', to.staffId) : mail('contact_id', '=', to.contactId)))
    .where('template', '=', template)
    .where('email', '=', email)
    .where('created_at', '>', new Date(Date.parse(act.at) - lately).toISOString())
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** What a template's noun does with a mail of it. `Own` are the noun's own reasons for which one is not sent any more. */
export interface MailMaker<Own extends string = never> {
  /** How the list of mails calls one, and the noun's own reasons in words. */
  words: Record<Language, Record<'title' | Own, string>>
  /** Makes its text, with a fresh token where it holds a link; or says why it is not sent any more. */
  compose(app: App, mail: OutgoingMail): Promise<Letter | UnsentReason | Own>
  /**
   * Makes the link that it would carry, for an admin to hand over, and says to whom. Throws where the admin may not see that, or
   * where it is not sent any more. Missing where the mail carries nothing that lets anybody in.
   */
  freshLink?(act: Act, app: App, mail: OutgoingMail): Promise<{ name: string; link: string }>
  /** It goes to an address that its person had, whatever theirs is now. */
  isForOldAddress?: true
}

/** Who makes a mail. Throws where no module does. */
export function makerOf(modules: readonly Module[], { template }: { template: MailTemplate }): MailMaker<string> {
  const maker = modules.map((module) => module.mails?.[template]).find((one) => one !== undefined)
  if (!maker) throw new Error(`No module makes the mail “${template}”.`)
  return maker
}

declare module '#src/platform/module.ts' {
  interface Module {
    /** The address of one of the staff as it is now: the noun that keeps them says it. */
    staffAddress?(db: Db, id: number): Promise<string | undefined>
  }
}

/** What to send. Nothing goes to an address that one of the staff had when it was written and has no more. */
async function composed(app: App, mail: OutgoingMail): Promise<Letter | string> {
  const { compose, isForOldAddress } = makerOf(app.modules, mail)
  if (mail.staff_id !== null && !isForOldAddress) {
    for (const { staffAddress } of app.modules) {
      const now = await staffAddress?.(app.db.read, mail.staff_id)
      if (now && emailKey(now) !== emailKey(mail.email)) return 'address changed'
    }
  }
  return compose(app, mail)
}

/** The same for every try of a mail, so that whoever gets it twice can tell. A new one once somebody has it tried again. */
const messageIdOf = (app: App, mail: OutgoingMail, itemId: number): string => {
  const host = /@([\w.-]+)/.exec(app.config.mailFrom)?.[1] ?? 'localhost'
  return `<ficha.${mail.id}.${itemId}.${Date.parse(mail.created_at).toString(36)}@${host}>`
}

const sendMail: Handler<{ id: number }> = async (app, { id }, { id: itemId, attempts, untilWritten }) => {
  const mail = await app.db.read.selectFrom('outgoing_mail').selectAll().where('id', '=', id).executeTakeFirst()
  if (!mail || mail.status === 'sent') return
  const become = (change: Partial<OutgoingMail>) =>
    app.db.write((trx) =>
      trx
        .updateTable('outgoing_mail')
        .set({ attempts, ...change })
        .where('id', '=', id)
        .execute(),
    )
  if (!app.config.smtpUrl) {
    await become({ status: 'held', error: null })
    return
  }
  try {
    const sent = await composed(app, mail)
    if (typeof sent === 'string') {
      await become({ status: 'failed', error: sent })
      return
    }
    const transport = await transportTo(app.config.smtpUrl)
    await transport.sendMail({
      from: app.config.mailFrom,
      to: mail.email,
      messageId: messageIdOf(app, mail, itemId),
      signal: AbortSignal.timeout(mailLimit),
      ...sent,
    })
  } catch (error) {
    // That it failed is told by what is thrown here, whether or not this can be written.
    // What a server answered is kept as it said it; that none answered is said in the reader's words.
    const said = reasonOf(error) === 'unreachable' ? 'unreachable' : messageOf(error).slice(0, 300)
    await become({ status: 'retrying', error: said }).catch(() => {})
    throw error
  }
  // The server has taken it: while this can't be written down it must not be sent again.
  await untilWritten(() => become({ status: 'sent', sent_at: app.clock().toISOString(), error: null }))
}

const unsent = ['queued', 'retrying'] as const

/** The queue's work of mail. A slow server keeps some mails waiting, and no other work. */
export const mailWork: Work<{ id: number }> = {
  run: sendMail,
  atATime: 3,
  async gaveUp(_app, { trx }, { id }, reason) {
    await trx
      .updateTable('outgoing_mail')
      .set((eb) => ({ status: 'failed', error: eb.fn.coalesce('error', eb.val(reason)) }))
      .where('id', '=', id)
      .where('status', 'in', unsent)
      .execute()
  },
  async revived(_app, { trx }, { id }) {
    await trx
      .updateTable('outgoing_mail')
      .set({ status: 'queued', error: null })
      .where('id', '=', id)
      .where('status', '=', 'failed')
      .execute()
  },
  async about(db, payloads) {
    const ids = payloads.map(({ id }) => id)
    const mails = await db.selectFrom('outgoing_mail').select(['id', 'email']).where('id', 'in', ids).execute()
    const byId = new Map(mails.map((mail) => [mail.id, { name: mail.email, href: `/settings/mail#mail-${mail.id}` }]))
    return ids.map((id) => byId.get(id) ?? null)
  },
}

/** Has a mail that was held or failed tried once more. */
export async function tryAgain(act: Act, id: number): Promise<void> {
  const changed = await act.trx
    .updateTable('outgoing_mail')
    .set({ status: 'queued', error: null })
    .where('id', '=', id)
    .where('status', 'in', ['held', 'failed'])
    .executeTakeFirst()
  if (changed.numUpdatedRows > 0n) await enqueueAgain(act.trx, { kind: 'send mail', payload: { id }, at: act.at })
}
