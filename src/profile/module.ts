import type { Module } from '#src/platform/module.ts'
import { detailsRoutes } from './details-routes.tsx'
import { profileRoutes } from './routes.tsx'
import { taxIdRoutes } from './tax-id-routes.tsx'

export const profileModule: Module = {
  name: 'profile',
  routes: [detailsRoutes, taxIdRoutes, profileRoutes],
}
