import { shallowRef } from 'vue'
import { drop, keep, kept } from './kept'

/** Who is logged in, until the browser is closed or the token ends. */
export interface Session {
  token: string
  until: number
  name: string
  path: string
  permissions: string[]
}

const NAME = 'session'
const found = kept<Session | null>(NAME, null, 'session')

export const session = shallowRef<Session | null>(found && found.until > Date.now() ? found : null)

export function enter(entered: Session): void {
  session.value = entered
  keep(NAME, entered, 'session')
}

export function leave(): void {
  session.value = null
  drop(NAME, 'session')
}
