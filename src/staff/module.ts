import type { Module } from '#src/platform/module.ts'
import { words } from '#views/staff/words.ts'
import { mailRoutes } from './mail-routes.tsx'
import { addressChangedMail, invitationMail, resetMail } from './mails.ts'
import { meRoutes } from './me-routes.tsx'
import { failedSettings } from './menu.ts'
import { sendForgottenPassword } from './reset.ts'
import { countSessions, dropExpiredSessions } from './sessions.ts'
import { recordRefusedSignIn, signInRoutes } from './sign-in.tsx'
import { dropOldAttempts } from './sign-in-attempt.ts'
import { staffAddress } from './staff.ts'
import { teamRoutes } from './team-routes.tsx'

export const staffModule: Module = {
  name: 'staff',
  staffAddress,
  routes: [signInRoutes, meRoutes, teamRoutes, mailRoutes],
  menu: [
    {
      place: 110,
      href: '/settings',
      icon: 'settings',
      permission: 'signed in',
      title: ({ language }) => words[language].settings,
      failed: failedSettings,
    },
  ],
  settings: [
    {
      place: 10,
      href: '/me',
      permission: 'signed in',
      title: ({ language }) => words[language].me,
      text: ({ language }) => words[language].meText,
    },
    {
      place: 20,
      href: '/settings/team',
      permission: 'admin',
      title: ({ language }) => words[language].team,
      text: ({ language }) => words[language].teamText,
    },
    {
      place: 80,
      href: '/settings/mail',
      permission: 'admin',
      title: ({ language }) => words[language].mail,
      text: ({ language }) => words[language].mailText,
    },
  ],
  mails: { invitation: invitationMail, 'password reset': resetMail, 'sign-in address changed': addressChangedMail },
  queue: {
    'refused sign-in': { run: recordRefusedSignIn },
    'forgotten password': { run: sendForgottenPassword },
  },
  async hourly(app) {
    await dropExpiredSessions(app)
    await dropOldAttempts(app)
  },
  figures: [
    {
      name: 'staff_sessions',
      help: 'Sessions of the staff that last, counted up to 100,000',
      count: ({ db, clock }) => countSessions(db.read, clock()),
    },
  ],
  async doctor({ db }) {
    const owners = await db.read.selectFrom('staff').select('id').where('role', '=', 'owner').execute()
    const firm = await db.read.selectFrom('firm').select('id').executeTakeFirst()
    return firm && owners.length !== 1 ? [`there are ${owners.length} owners, not one`] : []
  },
}
