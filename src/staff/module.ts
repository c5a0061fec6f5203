import { mailWork } from '#src/outbox/outbox.ts'
import type { Module } from '#src/platform/module.ts'
import { mailRoutes } from './mail-routes.tsx'
import { addressChangedMail, invitationMail, resetMail } from './mails.ts'
import { meRoutes } from './me-routes.tsx'
import { sendForgottenPassword } from './reset.ts'
import { dropExpiredSessions } from './sessions.ts'
import { recordRefusedSignIn, signInRoutes } from './sign-in.tsx'
import { staffAddress } from './staff.ts'
import { teamRoutes } from './team-routes.tsx'

export const staffModule: Module = {
  name: 'staff',
  staffAddress,
  routes: [signInRoutes, meRoutes, teamRoutes, mailRoutes],
  mails: { invitation: invitationMail, 'password reset': resetMail, 'sign-in address changed': addressChangedMail },
  queue: {
    'send mail': mailWork,
    'refused sign-in': { run: recordRefusedSignIn },
    'forgotten password': { run: sendForgottenPassword },
  },
  hourly: dropExpiredSessions,
  async doctor({ db }) {
    const owners = await db.read.selectFrom('staff').select('id').where('role', '=', 'owner').execute()
    const firm = await db.read.selectFrom('firm').select('id').executeTakeFirst()
    return firm && owners.length !== 1 ? [`there are ${owners.length} owners, not one`] : []
  },
}
