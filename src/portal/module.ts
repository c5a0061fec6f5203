import type { Module } from '#src/platform/module.ts'
import { portalExport } from './export.ts'
import { homeRoutes } from './home-routes.tsx'
import { wrongLastLogins } from './last-login.ts'
import { mailedLinkRoutes } from './link-routes.tsx'
import { loginRoutes } from './login-routes.tsx'
import { invitationMail, resetMail } from './mails.ts'
import { loginsSection } from './overview.tsx'
import { personOfPortal } from './person.ts'
import { sendForgottenClientPassword } from './reset.ts'
import { countClientSessions, dropExpiredClientSessions } from './sessions.ts'
import { recordRefusedClient, signInRoutes } from './sign-in.tsx'
import { dropExpiredTokens } from './tokens.ts'

export const portalModule: Module = {
  name: 'portal',
  person: personOfPortal,
  routes: [signInRoutes, mailedLinkRoutes, homeRoutes, loginRoutes],
  overview: loginsSection,
  mails: { 'portal invitation': invitationMail, 'portal password reset': resetMail },
  queue: {
    'refused client': { run: recordRefusedClient },
    'forgotten client password': { run: sendForgottenClientPassword },
  },
  async hourly(app) {
    await dropExpiredClientSessions(app)
    await dropExpiredTokens(app)
  },
  figures: [
    {
      name: 'client_sessions',
      help: 'Sessions of clients that last, counted up to 100,000',
      count: ({ db, clock }) => countClientSessions(db.read, clock()),
    },
  ],
  doctor: ({ db }) => wrongLastLogins(db.read),
  accountExport: portalExport,
}
