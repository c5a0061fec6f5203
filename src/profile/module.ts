import { Hono } from 'hono'
import { showsOnOverview } from '#src/overview/section.ts'
import type { Module } from '#src/platform/module.ts'
import { activityRoutes } from './activity-routes.tsx'
import { addressRoutes } from './address-routes.tsx'
import { detailsRoutes } from './details-routes.tsx'
import { activityExport } from './export.ts'
import { exportRoutes } from './export-routes.tsx'
import { groupRoutes } from './group-routes.tsx'
import { linkRoutes } from './link-routes.tsx'
import { newAccountRoutes } from './new-routes.tsx'
import { activitySection, contactsSection } from './overview.tsx'
import { profileRoutes } from './routes.tsx'
import { signerRoutes } from './signer-routes.tsx'

showsOnOverview(contactsSection)
showsOnOverview(activitySection)

export const profileModule: Module = {
  name: 'profile',
  routes: (app) =>
    new Hono()
      .route('/', newAccountRoutes(app))
      .route('/', linkRoutes(app))
      .route('/', groupRoutes(app))
      .route('/', addressRoutes(app))
      .route('/', signerRoutes(app))
      .route('/', exportRoutes(app))
      .route('/', activityRoutes(app))
      .route('/', detailsRoutes(app))
      .route('/', profileRoutes(app)),
  accountExport: activityExport,
}
