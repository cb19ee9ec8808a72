import { nextTick } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'
import { session } from './lib/session'
import Home from './pages/Home.vue'

declare module 'vue-router' {
  interface RouteMeta {
    /** The page is for whoever has logged in. */
    own?: boolean
  }
}

export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : { top: 0 }),
  routes: [
    { path: '/', component: Home },
    { path: '/items', component: () => import('./pages/Items.vue') },
    { path: '/items/:id', component: () => import('./pages/Guide.vue'), props: true },
    { path: '/items/:id/apply', component: () => import('./pages/Apply.vue'), props: true, meta: { own: true } },
    { path: '/places', component: () => import('./pages/Places.vue') },
    { path: '/places/:id', component: () => import('./pages/Place.vue'), props: true },
    { path: '/places/:id/book', component: () => import('./pages/Book.vue'), props: true, meta: { own: true } },
    { path: '/notices', component: () => import('./pages/Notices.vue') },
    { path: '/notices/:id', component: () => import('./pages/Notice.vue'), props: true },
    { path: '/overdue', component: () => import('./pages/Overdue.vue') },
    { path: '/verify', component: () => import('./pages/Verify.vue') },
    { path: '/login', component: () => import('./pages/Login.vue') },
    { path: '/mine', component: () => import('./pages/Mine.vue'), meta: { own: true } },
    { path: '/mine/cases/:id', component: () => import('./pages/Case.vue'), props: true, meta: { own: true } },
    { path: '/mine/cases/:id/:step(resubmit|supply)', component: () => import('./pages/HandIn.vue'), props: true, meta: { own: true } },
    { path: '/mine/appointments/:id', component: () => import('./pages/Appointment.vue'), props: true, meta: { own: true } },
    { path: '/mine/tickets/:id', component: () => import('./pages/Ticket.vue'), props: true, meta: { own: true } },
    { path: '/mine/requests/:id', component: () => import('./pages/Request.vue'), props: true, meta: { own: true } },
    { path: '/requests/new', component: () => import('./pages/Ask.vue'), meta: { own: true } },
    { path: '/:rest(.*)*', component: () => import('./pages/Nowhere.vue') },
  ],
})

router.beforeEach((to) => (to.meta.own && !session.value ? { path: '/login', query: { to: to.fullPath } } : true))

/** A new page is told to whoever does not see it: its main part takes the focus. */
router.afterEach(async (to, from) => {
  if (!from.matched.length || to.path === from.path) return
  await nextTick()
  document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true })
})
